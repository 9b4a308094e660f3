import Dispatch
import Domain
import GRDB
import Synchronization
import Testing

@testable import Storage

extension Ledger {
    /// Hands writes in while the queue is held, in their order, so that they share one commit.
    func together<T: Sendable>(
        _ writes: [@Sendable () async throws -> T]
    ) async throws -> [Result<T, any Error>] {
        let gate = Gate()
        let holder = Task { try await self.writeBeside { _ in gate.pass() } }
        while !gate.isReached { await Task.yield() }
        var tasks: [Task<T, any Error>] = []
        for write in writes {
            tasks.append(Task { try await write() })
            while self.writes.waitingCount < tasks.count { await Task.yield() }
        }
        gate.open()
        try await holder.value
        var results: [Result<T, any Error>] = []
        for task in tasks { results.append(await task.result) }
        return results
    }

    /// Commits batches together, and returns what came of each.
    func commitTogether(_ batches: [Batch]) async throws -> [Result<BatchReceipt, any Error>] {
        try await together(batches.map { batch in { try await self.commit(batch) } })
    }

    /// All rows of all tables, as SQLite would write them.
    func allRows() async throws -> [String] {
        try await read { db in
            let sql = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            return try String.fetchAll(db, sql: sql).flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { row in
                    "\(table) " + row.databaseValues.map { "\($0)" }.joined(separator: "|")
                }.sorted()
            }
        }
    }
}

/// Holds the thread that comes to it.
private final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let reached = Mutex(false)

    var isReached: Bool { reached.withLock { $0 } }

    func pass() {
        reached.withLock { $0 = true }
        semaphore.wait()
    }

    func open() { semaphore.signal() }
}
