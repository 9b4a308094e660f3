import Domain
import GRDB
import Testing

@testable import Storage

@Suite struct TradeTests {
    @Test func `an entry in parts is one trade that grows`() async throws {
        let ledger = try Ledger.inMemory(surroundings: tickingSurroundings())
        let entry = try buy("a", 10)
        try await ledger.trade(entry, entry.fill(4, to: 4, at: "100", fee: "0.5"))
        let first = try #require(await ledger.allTrades().first)
        try await ledger.book([.filled(entry.fill(6, to: 10, at: "110", fee: "1"))], mode: .paper)
        let trade = try #require(await ledger.allTrades().first)
        #expect(trade.id == first.id && trade.status == .open)
        #expect(try trade.quantity == shares(10) && trade.entryValue == money("1060"))
        #expect(try trade.entryPrice == price("106") && trade.fees == money("1.5"))
        #expect(trade.createdAt == first.createdAt && trade.updatedAt > first.updatedAt)
        #expect(try await ledger.totals(.paper).cash == money("98938.5"))
    }

    @Test func `an exit of a part makes a trade of its own, and the rest keeps its number`()
        async throws
    {
        let ledger = try Ledger.inMemory(surroundings: tickingSurroundings())
        let (entry, exit) = (try buy("a", 10), try sell("b", 3))
        try await ledger.trade(entry, entry.filled(at: "100", fee: "1"))
        try await ledger.trade(exit, exit.filled(at: "120", fee: "0.3", second: 60))
        let trades = try await ledger.allTrades()
        #expect(trades.map(\.status) == [.open, .closed])
        #expect(trades.map(\.lot) == [entry.id, entry.id])
        #expect(try trades[0].quantity == shares(7) && trades[0].entryValue == money("700"))
        #expect(try trades[0].fees == money("0.7"))
        // 3 x 20 of profit, less 0.3 of each side's fee.
        #expect(try trades[1].realized == money("59.4"))
        #expect(trades[1].exitOrder == exit.id && trades[1].exitReason == .manual)
        #expect(trades[1].listedAt == opening.advanced(bySeconds: 60))
        #expect(trades[1].returnPercent.map { abs($0 - 19.8) < 1e-12 } == true)
        // 100,000 - 1,000 - 1 + 360 - 0.3
        #expect(try await ledger.totals(.paper).cash == money("99358.7"))
        #expect(try await ledger.totals(.paper).realized == money("59.4"))
        #expect(try await ledger.modeState().paperRealized == money("59.4"))
    }

    @Test func `an exit in parts folds them into the lot's trade once it takes the rest`()
        async throws
    {
        let ledger = try Ledger.inMemory(surroundings: tickingSurroundings())
        let (entry, exit) = (try buy("a", 10), try sell("b", 10))
        try await ledger.trade(entry, entry.filled(at: "100", fee: "1"))
        try await ledger.trade(exit, exit.fill(3, to: 3, at: "120", second: 1))
        try await ledger.book([.filled(exit.fill(2, to: 5, at: "121", second: 2))], mode: .paper)
        var trades = try await ledger.allTrades()
        #expect(trades.map(\.status) == [.open, .closed])
        #expect(try trades[1].quantity == shares(5) && trades[1].exitValue == money("602"))
        try await ledger.book([.filled(exit.fill(5, to: 10, at: "122", second: 3))], mode: .paper)
        let part = trades[1]
        trades = try await ledger.allTrades()
        #expect(trades.count == 1 && trades.first?.id != part.id)
        let whole = try #require(trades.first)
        #expect(try whole.quantity == shares(10) && whole.exitValue == money("1212"))
        #expect(try whole.realized == money("211") && whole.fees == money("1"))
        #expect(whole.exitTime == opening.advanced(bySeconds: 3))
        #expect(try await ledger.positions(.paper).isEmpty)
        #expect(try await ledger.totals(.paper).tradesClosed == 1)
    }

    @Test func `an exit over two lots takes the older first`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let (first, second) = (try buy("a", 5), try buy("b", 5))
        let exit = try sell("c", 7)
        try await ledger.trade(first, first.filled(at: "10"))
        try await ledger.trade(second, second.filled(at: "20"))
        try await ledger.trade(exit, exit.filled(at: "30"))
        let trades = try await ledger.allTrades()
        #expect(trades.map(\.status) == [.closed, .open, .closed])
        #expect(trades.map(\.lot) == [first.id, second.id, second.id])
        #expect(try trades.map(\.realized) == [money("100"), nil, money("20")])
        let position = try #require(await ledger.positions(.paper).first)
        #expect(try position.id == trades[0].id && position.quantity == shares(3))
    }

    @Test func `more than is held is refused, and the order stays as it was`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let (entry, exit) = (try buy("a", 5), try sell("b", 6))
        try await ledger.trade(entry, entry.filled(at: "10"))
        try await ledger.take(exit)
        await #expect(throws: StorageError.self) {
            try await ledger.book([.filled(exit.filled(at: "30"))], mode: .paper)
        }
        #expect(try await ledger.order(exit.id, mode: .paper)?.state == .working)
    }

    @Test func `a split pays out the fraction and keeps the trade's number`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let entry = try buy("a", 15)
        try await ledger.trade(entry, entry.filled(at: "10"))
        let split = Adjustment(
            symbol: entry.symbol, action: .split(new: 1, old: 10), reference: try price("100"),
            unit: try shares(1), time: opening.advanced(bySeconds: 5))
        let receipt = try await ledger.book([.adjusted(split)], mode: .paper)
        #expect(try receipt.cash == money("99900"))
        let trades = try await ledger.allTrades()
        #expect(trades.map(\.exitReason) == [nil, .cashInLieu])
        #expect(try trades[0].quantity == shares(1) && trades[0].entryValue == money("100"))
        #expect(try trades[1].realized == money("0"))
        let dividend = Adjustment(
            symbol: entry.symbol, action: .dividend(perShare: try price("2")), reference: nil,
            unit: try shares(1), time: opening)
        let after = try await ledger.book([.adjusted(dividend)], mode: .paper)
        #expect(try after.cash == money("99902"))
    }

    @Test func `a trade shows the stop that works, and none once it is cancelled`() async throws {
        let ledger = try Ledger.inMemory(surroundings: tickingSurroundings())
        let guards = Protection(stopLoss: try price("90"), takeProfit: try price("120"))
        let entry = try buy("a", 10, protection: guards)
        try await ledger.trade(entry, entry.filled(at: "100"))
        func stops() async throws -> [Price?] {
            try await ledger.allTrades().map(\.stopLoss) + ledger.positions(.paper).map(\.stopLoss)
        }
        #expect(try await stops() == [price("90"), price("90")])
        let leg = entry.leg(.stop, type: .stop(try price("90")), quantity: try shares(10))
        let terms = WorkingTerms(quantity: try shares(10), type: .stop(try price("95")))
        try await ledger.book(
            [
                .placed(leg, at: opening), .accepted(leg.id, at: opening),
                .changed(leg.id, terms, at: opening),
            ], mode: .paper)
        #expect(try await stops() == [price("95"), price("95")])
        #expect(try await ledger.order(leg.id, mode: .paper)?.terms == terms)
        try await ledger.book([.cancelled(leg.id, .requested, at: opening)], mode: .paper)
        #expect(try await stops() == [nil, nil])
        #expect(try await ledger.allTrades().first?.takeProfit == price("120"))
    }

    @Test func `a stop that fills leaves its price on the closed trade`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let entry = try buy("a", 10, protection: Protection(stopLoss: price("90")))
        let leg = entry.leg(.stop, type: .stop(try price("91")), quantity: try shares(10))
        try await ledger.trade(entry, entry.filled(at: "100"))
        try await ledger.book(
            [
                .placed(leg, at: opening), .accepted(leg.id, at: opening),
                .filled(leg.filled(at: "90.5")),
            ], mode: .paper)
        let trade = try #require(await ledger.allTrades().first)
        #expect(try trade.stopLoss == price("91") && trade.exitReason == .stop)
    }

    @Test func `a mark values the position without touching the journal`() async throws {
        let ledger = try Ledger.inMemory(surroundings: tickingSurroundings())
        let entry = try buy("a", 10)
        try await ledger.trade(entry, entry.filled(at: "100"))
        let before = try #require(await ledger.positions(.paper).first)
        #expect(try before.currentPrice == price("100") && before.unrealized == .zero)
        var batch = Batch(mode: .paper, submittedAt: opening)
        batch.marks = [Mark(symbol: entry.symbol, price: try price("93"), time: opening)]
        try await ledger.commit(batch)
        let after = try #require(await ledger.positions(.paper).first)
        #expect(try after.currentPrice == price("93") && after.unrealized == money("-70"))
        #expect(after.updatedAt == before.updatedAt)
        #expect(try await ledger.openState(.paper).marks[entry.symbol]?.price == price("93"))
    }

    @Test func `the columns for show say what the integers say`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let (entry, exit) = (try buy("a", 10, strategy: .external), try sell("b", 10))
        try await ledger.trade(entry, entry.filled(at: "189.47", fee: "1"))
        try await ledger.trade(exit, exit.filled(at: "190.47", second: 1))
        let shown = try #require(await ledger.read { try Self.firstTrade(in: $0) })
        let expected = [
            "symbol": "GOOG", "side": "0", "status": "1", "entry_price": "189.47",
            "exit_price": "190.47", "entry_time": "2026-01-22T14:30:00.000Z",
            "exit_time": "2026-01-22T14:30:01.000Z", "shares": "10", "realized_pnl": "9.0",
            "fees": "1.0", "stop_loss": "0.0", "take_profit": "NULL", "slippage": "0.02",
            "slippage_applied": "0.02", "listed_on": "2026-01-22", "lot_id": "a",
            "strategy": "external", "epoch": "1", "exit_reason": "manual",
        ]
        for (column, value) in expected { #expect(shown[column] == value, "\(column)") }
    }

    private static func firstTrade(in db: Database) throws -> [String: String]? {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM paper_trades")
        return row.map { row in
            Dictionary(
                uniqueKeysWithValues: row.map { column, value in
                    (column, String.fromDatabaseValue(value) ?? value.description)
                })
        }
    }
}
