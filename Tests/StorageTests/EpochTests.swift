import Domain
import GRDB
import Testing

@testable import Storage

@Suite struct EpochTests {
    @Test func `a reset ends what is open and starts anew, and the old epoch stays`() async throws {
        let ledger = try Ledger.inMemory(surroundings: tickingSurroundings())
        let (entry, waiting) = (try buy("a", 10), try buy("b", 5))
        try await ledger.trade(entry, entry.filled(at: "100"))
        try await ledger.take(waiting)
        let epoch = try await ledger.resetPaper(openingCash: money("5000"))
        #expect(epoch.id == 2 && epoch.firstTradeID == 2)
        let state = try await ledger.openState(.paper)
        #expect(try state.cash == money("5000") && state.orders.isEmpty && state.lots.isEmpty)
        #expect(try await ledger.positions(.paper).isEmpty)
        #expect(try await ledger.allTrades().isEmpty)
        #expect(try await ledger.order(waiting.id, mode: .paper)?.ending == .reset)
        var old = TradeQuery(mode: .paper)
        old.epoch = 1
        #expect(try await ledger.trades(old).trades.map(\.status) == [.cancelled])
        #expect(try await ledger.totals(.paper, epoch: 1).tradesCancelled == 1)
        #expect(try await ledger.modeState().paperCash == money("5000"))
        await #expect(throws: StorageError.unknownOrder(waiting.id)) {
            try await ledger.book([.filled(waiting.filled(at: "1"))], mode: .paper)
        }
    }

    @Test func `a used epoch is bound to its feed, and keeps its cursor with the fills`()
        async throws
    {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let (first, second) = (
            FeedBinding(kind: "synthetic", identity: "42"),
            FeedBinding(kind: "replay", identity: "abc")
        )
        try await ledger.bindPaper(to: second)
        #expect(try await ledger.bindPaper(to: first).feed == first)
        try await ledger.recordIntents([buy("a", 1)], mode: .paper, submittedAt: opening)
        let cursor = FeedCursor(time: opening, count: 7)
        try await ledger.book([], mode: .paper, cursor: cursor)
        #expect(try await ledger.bindPaper(to: first).cursor == cursor)
        await #expect(throws: StorageError.self) { try await ledger.bindPaper(to: second) }
        try await ledger.resetPaper()
        #expect(try await ledger.openState(.paper).cursor == cursor)
        #expect(try await ledger.bindPaper(to: second).cursor == nil)
        await #expect(throws: StorageError.self) {
            try await ledger.book([], mode: .live, cursor: cursor)
        }
    }

    @Test func `clearing is refused with live positions or orders, and then empties all`()
        async throws
    {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let (entry, exit) = (try buy("a", 10), try sell("b", 10))
        try await ledger.trade(entry, entry.filled(at: "1"))
        try await ledger.take(entry, mode: .live)
        await #expect(throws: StorageError.self) { try await ledger.clearAllTradingData() }
        try await ledger.book([.filled(entry.filled(at: "1"))], mode: .live)
        await #expect(throws: StorageError.self) { try await ledger.clearAllTradingData() }
        try await ledger.trade(exit, exit.filled(at: "2"), mode: .live)
        try await ledger.activate(.live)
        try await ledger.clearAllTradingData()
        for mode in TradingMode.allCases {
            #expect(try await ledger.allTrades(mode).isEmpty)
            #expect(try await ledger.orders(mode).isEmpty)
        }
        #expect(try await ledger.modeState().mode == .paper)
        #expect(try await ledger.totals(.paper).cash == .paperOpening)
        let kinds = try await ledger.auditRecords().map(\.entry.kind)
        #expect(kinds.first == "trading_data_cleared" && kinds.contains("mode_changed"))
        try await ledger.trade(entry, entry.filled(at: "1"))
    }

    @Test func `a change of mode is kept and counted, none is not`() async throws {
        let ledger = try Ledger.inMemory(surroundings: tickingSurroundings())
        #expect(try await ledger.modeState().changedAt == nil)
        #expect(try await ledger.activate(.paper).changes == 0)
        let state = try await ledger.activate(.live)
        #expect(state.mode == .live && state.changes == 1 && state.changedAt != nil)
        #expect(try await ledger.activate(.live) == state)
    }

    @Test func `the day's first mark stays and its last is replaced`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        // 22:00 in New York is still the day before in UTC terms: the last of the three.
        for (dollars, hours) in [("100", 0), ("101", 1), ("102", 12), ("103", 24)] {
            var batch = Batch(mode: .paper, submittedAt: opening)
            batch.equity = [
                EquityMark(
                    equity: try money(dollars), cash: .zero, positionsValue: .zero,
                    time: opening.advanced(bySeconds: Int64(hours) * 3_600))
            ]
            try await ledger.commit(batch)
        }
        let days = try await ledger.dayGroups(.paper)
        #expect(days.map(\.day.description) == ["2026-01-23", "2026-01-22"])
        #expect(try days.last?.first?.equity == money("100"))
        #expect(try days.last?.last?.equity == money("102"))
        #expect(
            try await ledger.equityMarks(.paper).map(\.equity).map(\.description)
                == ["100", "102", "103", "103"])
    }
}
