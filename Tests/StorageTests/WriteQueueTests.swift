import Domain
import Foundation
import GRDB
import Synchronization
import Testing

@testable import Storage

@Suite struct WriteQueueTests {
    @Test func `writes that wait are committed together, and a bad one fails alone`() async throws {
        let folder = try TemporaryFolder()
        let ledger = try Ledger.open(at: folder.path("a.sqlite"), surroundings: .resting)
        try await ledger.recordIntents([buy("n7", 1)], mode: .paper, submittedAt: opening)
        let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
            for number in 0..<320 {
                group.addTask {
                    let ticket = try? buy("n\(number)", number == 7 ? 2 : 1)
                    let outcome = try? await ledger.recordIntents(
                        [ticket].compactMap { $0 }, mode: .paper, submittedAt: opening)
                    return (number, outcome != nil)
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(outcomes.filter { !$0.value }.map(\.key) == [7])
        #expect(try await ledger.totals(.paper).orders == 320)
        #expect(try await ledger.openOrders(.paper).count == 320)
    }

    @Test func `32 tasks share their commits`() async throws {
        let folder = try TemporaryFolder()
        let counter = CommitCounter()
        var surroundings = Surroundings.resting
        surroundings.checkpoint = { if $0 == .committed { counter.count() } }
        let ledger = try Ledger.open(at: folder.path("a.sqlite"), surroundings: surroundings)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<32 {
                group.addTask {
                    for number in 0..<20 {
                        guard let ticket = try? buy("t\(task)-\(number)", 1) else { continue }
                        _ = try? await ledger.recordIntents(
                            [ticket], mode: .paper, submittedAt: opening)
                    }
                }
            }
        }
        #expect(try await ledger.totals(.paper).orders == 640)
        #expect(counter.value < 320, "\(counter.value) commits for 640 writes")
    }

    @Test func `a lock held past the time-out is refused, and later writes go on`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.sqlite")
        let ledger = try Ledger.open(
            at: path, options: LedgerOptions(busySeconds: 0.1), surroundings: .resting)
        let holder = try Holder(path)
        let before = try await ledger.openState(.paper)
        await #expect(
            throws: StorageError.unavailable(
                "another program holds the database longer than the time-out")
        ) {
            try await ledger.recordIntents([buy("a", 1)], mode: .paper, submittedAt: opening)
        }
        #expect(try await ledger.openState(.paper) == before)
        try holder.release()
        let outcome = try await ledger.recordIntents(
            [buy("a", 1)], mode: .paper, submittedAt: opening)
        guard case .recorded = outcome.first else { Issue.record("\(outcome)"); return }
    }

    @Test func `a database that may not grow refuses, and goes on when it may`() async throws {
        let folder = try TemporaryFolder()
        let ledger = try Ledger.open(at: folder.path("a.sqlite"), surroundings: .resting)
        try await ledger.write { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 6)")
        }
        try await Self.fill(ledger, until: "the disk is full")
        try await ledger.write { try $0.execute(sql: "PRAGMA max_page_count = 100000") }
        try await Self.goOn(ledger)
    }

    @Test func `a full disk refuses whole batches, and goes on when there is room`() async throws {
        let disk = try SmallDisk()
        let ledger = try Ledger.open(at: disk.path + "/a.sqlite", surroundings: .resting)
        try Data(count: 1_000_000).write(to: URL(fileURLWithPath: disk.path + "/ballast"))
        try await Self.fill(ledger, until: "the disk is full")
        try FileManager.default.removeItem(atPath: disk.path + "/ballast")
        try await Self.goOn(ledger)
    }

    /// Trades until a batch is refused, and checks that the refused one has left nothing.
    private static func fill(_ ledger: Ledger, until reason: String) async throws {
        for number in 0..<5_000 {
            let before = try await ledger.openState(.paper)
            do {
                try await ledger.commit(batch(number))
            } catch let error as StorageError {
                #expect(error == .unavailable(reason))
                #expect(try await ledger.openState(.paper) == before)
                #expect(try await ledger.order(name("n\(number)"), mode: .paper) == nil)
                return
            }
        }
        Issue.record("The disk was never full.")
    }

    private static func goOn(_ ledger: Ledger) async throws {
        let before = try await ledger.totals(.paper)
        try await ledger.commit(batch(1_000_000))
        let after = try await ledger.totals(.paper)
        #expect(after.orders == before.orders + 1)
        #expect(after.tradesOpen == before.tradesOpen + 1)
    }

    private static func batch(_ number: Int) throws -> Batch {
        let ticket = try buy("n\(number)", 1)
        var batch = Batch(mode: .paper, submittedAt: opening)
        batch.intents = [ticket]
        batch.reports = [
            .accepted(ticket.id, at: opening), .filled(try ticket.filled(at: "1")),
        ]
        return batch
    }
}

/// Counts the commits.
private final class CommitCounter: Sendable {
    private let commits = Mutex(0)

    var value: Int { commits.withLock { $0 } }

    func count() { commits.withLock { $0 += 1 } }
}

/// Another program that keeps the write lock until it is told to let go.
private final class Holder {
    private let file: DatabaseQueue

    init(_ path: String) throws {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        file = try DatabaseQueue(path: path, configuration: configuration)
        try file.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    }

    func release() throws {
        try file.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    }
}

/// A disk of two megabytes in memory; mounting it needs root, as the tests have.
private final class SmallDisk {
    private let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path
        try Self.run("/usr/bin/mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", path)
    }

    deinit { try? Self.run("/usr/bin/umount", "-l", path) }

    private static func run(_ command: String, _ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command)
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(command)")
    }
}
