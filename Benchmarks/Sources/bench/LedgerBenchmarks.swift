import Domain
import Storage
import Synchronization

/// What it gains that writes which wait together are committed together.
enum LedgerBenchmarks {
    private static let tasks = 32
    private static let writesPerTask = 20

    /// Intents from 32 tasks at once, against the same number one after the other, which is a
    /// transaction each; both with FULL, in wall time, since the disk is what is waited for.
    static func groupCommit() throws -> Benchmark {
        let folder = try TemporaryFolder()
        let ledger = try Ledger.open(at: folder.file("ledger.sqlite"), surroundings: .benchmark)
        let orders = try OrderNames()
        return Benchmark(
            name: "ledger", subject: "writes from 32 tasks",
            work: {
                _ = folder.path  // The folder lives as long as the work.
                try await withThrowingTaskGroup { group in
                    for _ in 0..<tasks {
                        group.addTask {
                            for _ in 0..<writesPerTask {
                                try await write(orders.next(), to: ledger)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                return tasks * writesPerTask
            },
            bound: .ratio(
                to: "one transaction each",
                {
                    for _ in 0..<tasks * writesPerTask {
                        try await write(orders.next(), to: ledger)
                    }
                    return tasks * writesPerTask
                }, allowed: 1.0 / 3),
            clock: .wall)
    }

    private static func write(_ ticket: OrderTicket, to ledger: Ledger) async throws {
        try await ledger.recordIntents(
            [ticket], mode: .paper, submittedAt: Timestamp(nanoseconds: 1_700_000_000_000_000_000))
    }
}

/// Orders with names that were never used.
private final class OrderNames: Sendable {
    private let count = Mutex(0)
    private let symbol: Symbol
    private let size: OrderSize

    init() throws {
        guard let symbol = Symbol("BENCH") else { throw TemporaryFolder.Failure() }
        self.symbol = symbol
        size = .shares(try Quantity(shares: 100))
    }

    func next() throws -> OrderTicket {
        let number = count.withLock { count in
            count += 1
            return count
        }
        guard let id = ClientOrderID("b\(number)") else { throw TemporaryFolder.Failure() }
        return OrderTicket(id: id, symbol: symbol, side: .buy, effect: .open, size: size)
    }
}
