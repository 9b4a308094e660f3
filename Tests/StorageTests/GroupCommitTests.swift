import Domain
import GRDB
import Synchronization
import Testing

@testable import Storage

/// Batches that share a commit are booked together, and each still stands or falls alone.
@Suite struct GroupCommitTests {
    @Test func `batches of one commit are written once`() async throws {
        let passed = Passed()
        var surroundings = Surroundings.resting
        surroundings.checkpoint = { passed.note($0) }
        let ledger = try Ledger.inMemory(surroundings: surroundings)
        passed.forget()
        let results = try await ledger.commitTogether(
            try (0..<100).map { number in
                let ticket = try buy("n\(number)", 1)
                return try batch([ticket], .filled(ticket.filled(at: "10")))
            })
        #expect(results.allSatisfy { (try? $0.get()) != nil })
        #expect(passed.count(.intentWritten) == 100 && passed.count(.fillWritten) == 100)
        #expect(passed.count(.projectionWritten) == 1)
        #expect(try await ledger.positions(.paper).map(\.quantity) == [shares(100)])
        #expect(try await ledger.totals(.paper).tradesOpen == 100)
        #expect(try await ledger.examine() == [])
    }

    @Test func `a batch sees what those before it in the commit have booked`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let (entry, exit) = (try buy("a", 10), try sell("b", 10))
        let stop = entry.leg(.stop, type: .stop(try price("9")), quantity: try shares(10))
        var again = Batch(mode: .paper, submittedAt: opening)
        again.intents = [entry]
        again.reports = [.filled(try entry.fill(6, to: 10, at: "11"))]
        let results = try await ledger.commitTogether([
            try batch([entry]),
            try batch([], .filled(entry.fill(4, to: 4, at: "10"))),
            try batch([], .placed(stop, at: opening), .accepted(stop.id, at: opening)),
            again,
            try batch([], .filled(entry.fill(6, to: 10, at: "11"))),
            try batch([exit], .filled(exit.fill(3, to: 3, at: "12"))),
            try batch([], .filled(exit.fill(7, to: 10, at: "13"))),
            try batch([], .cancelled(stop.id, .positionClosed, at: opening)),
        ])
        let receipts = try results.map { try $0.get() }
        guard case .known(let order) = receipts[3].intents[0] else {
            Issue.record("the second intent is new")
            return
        }
        #expect(try order.filled == shares(4))
        #expect(receipts.map(\.echoes) == [0, 0, 0, 0, 1, 0, 0, 0])
        #expect(try receipts.last?.cash == money("100021"))
        let trade = try #require(await ledger.allTrades().first)
        #expect(try trade.quantity == shares(10) && trade.realized == money("21"))
        #expect(try trade.stopLoss == price("9"))
        #expect(try await ledger.allTrades().count == 1)
        #expect(try await ledger.positions(.paper).isEmpty)
        #expect(try await ledger.examine() == [])
    }

    @Test func `a bad batch in the middle leaves no trace`() async throws {
        let (shared, single) = (
            try Ledger.inMemory(surroundings: .resting), try Ledger.inMemory(surroundings: .resting)
        )
        let (entry, exit, other) = (try buy("a", 10), try sell("b", 4), try buy("c", 5))
        let good = [
            try batch([entry], .filled(entry.fill(6, to: 6, at: "10"))),
            try batch([exit], .filled(exit.filled(at: "12"))),
            try batch([other], .filled(other.filled(at: "13"))),
        ]
        var bad = try batch(
            [other, sell("d", 1)], .filled(other.filled(at: "1")),
            .filled(entry.fill(4, to: 10, at: "10")), .filled(sell("d", 1).filled(at: "5")),
            .expired(entry.id, at: opening))
        bad.marks = [Mark(symbol: entry.symbol, price: try price("99"), time: opening)]
        bad.cash = [CashMovement(kind: .deposit, amount: try money("1"), time: opening)]
        bad.equity = [
            EquityMark(equity: .zero, cash: .zero, positionsValue: .zero, time: opening)
        ]
        bad.reports.append(.accepted(try name("unknown"), at: opening))
        let results = try await shared.commitTogether([good[0], bad, good[1], bad, good[2]])
        #expect(results.map { (try? $0.get()) != nil } == [true, false, true, false, true])
        for batch in good { try await single.commit(batch) }
        #expect(try await shared.allRows() == single.allRows())
        #expect(try await shared.examine() == [])
    }

    @Test func `a write of another kind sees the books as they are when it is its turn`()
        async throws
    {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let feed = FeedBinding(kind: "replay", identity: "abc")
        let (first, second) = (try buy("a", 1), try buy("b", 1))
        let signal = Signal(
            time: opening, mode: .paper, symbol: first.symbol, action: "x", origin: first.origin)
        let writes: [@Sendable () async throws -> Int64] = [
            { @Sendable in
                try await ledger.commit(batch([first], .filled(first.filled(at: "1")))).sequence
            },
            { @Sendable in try await ledger.bindPaper(to: feed).id },
            { @Sendable in try await ledger.insert(signal) },
            { @Sendable in try await ledger.resetPaper().id },
            { @Sendable in try await ledger.commit(batch([second])).epoch },
        ]
        let outcomes = try await ledger.together(writes)
        #expect(throws: StorageError.self) { try outcomes[1].get() }
        #expect(try outcomes[3].get() == 2 && outcomes[4].get() == 2)
        #expect(try await ledger.totals(.paper, epoch: 1).tradesCancelled == 1)
        #expect(try await ledger.totals(.paper).orders == 1)
        #expect(try await ledger.examine() == [])
    }

    @Test func `rows that the file refuses fail alone, too`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let (first, second, live) = (try buy("a", 1), try buy("b", 1), try buy("c", 1))
        try await ledger.commit(batch([first]))
        // As if the file were damaged: the next number is in use.
        try await ledger.write { db in
            try db.execute(sql: "UPDATE sqlite_sequence SET seq = 0 WHERE name = 'paper_orders'")
        }
        let mark = Mark(symbol: first.symbol, price: try price("7"), time: opening)
        var marks = Batch(mode: .paper, submittedAt: opening)
        marks.marks = [mark]
        var other = try batch([live])
        other.mode = .live
        let results = try await ledger.commitTogether([marks, try batch([second]), other])
        #expect(results.map { (try? $0.get()) != nil } == [true, false, true])
        #expect(try await ledger.order(second.id, mode: .paper) == nil)
        #expect(try await ledger.order(live.id, mode: .live)?.state == .working)
        #expect(try await ledger.openState(.paper).marks[first.symbol] == mark)
    }

    @Test func `histories come to the same rows however they share commits`() async throws {
        for seed in 0..<200 as Range<UInt64> {
            let batches = try RandomHistory(seed: 7_000_000 + seed).batches
            let single = try Ledger.inMemory(surroundings: .resting)
            for batch in batches { try await single.commit(batch) }
            let shared = try Ledger.inMemory(surroundings: .resting)
            // Each comes twice, the first time with a report at its end that cannot be.
            let spoilt = try batches.map { batch in
                var spoilt = batch
                spoilt.reports.append(.accepted(try name("unknown"), at: opening))
                return [spoilt, batch]
            }
            let results = try await shared.commitTogether(spoilt.flatMap { $0 })
            let isBooked = results.map { (try? $0.get()) != nil }
            #expect(isBooked == batches.flatMap { _ in [false, true] }, "seed \(seed)")
            #expect(try await shared.allRows() == single.allRows(), "seed \(seed)")
        }
    }
}

/// An intent, that it was taken, and more.
private func batch(_ intents: [OrderTicket], _ reports: OrderReport...) throws -> Batch {
    var batch = Batch(mode: .paper, submittedAt: opening)
    batch.intents = intents
    batch.reports = intents.map { .accepted($0.id, at: opening) } + reports
    return batch
}

/// Counts the checkpoints that are passed.
private final class Passed: Sendable {
    private let counts = Mutex<[Checkpoint: Int]>([:])

    func note(_ checkpoint: Checkpoint) { counts.withLock { $0[checkpoint, default: 0] += 1 } }

    func count(_ checkpoint: Checkpoint) -> Int { counts.withLock { $0[checkpoint] ?? 0 } }

    func forget() { counts.withLock { $0 = [:] } }
}
