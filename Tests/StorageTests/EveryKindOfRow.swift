import Domain
import GRDB
import Testing

@testable import Storage

/// Fills a ledger with every kind of row, so that each column of each table holds something.
struct EveryKindOfRow {
    let ledger: Ledger

    func write() async throws {
        try await ledger.bindPaper(
            to: FeedBinding(kind: "replay", identity: "abc"), settings: "{\"seed\":42}")
        for mode in TradingMode.allCases {
            try await history(mode)
            try await orders(mode)
        }
        try await ledger.resetPaper(openingCash: try money("50000"))
        try await newEpoch()
        try await deskRows()
        try await ledger.activate(.live)
    }

    private var origin: OrderOrigin {
        OrderOrigin(
            strategy: StrategyName("trend") ?? .manual, regime: "calm", reason: "cross_up",
            explanation: "fast over slow")
    }

    /// Entries in parts, brackets, exits of parts, a split and a dividend.
    private func history(_ mode: TradingMode) async throws {
        if mode == .live {
            var batch = Batch(mode: mode, submittedAt: opening)
            batch.cash = [
                CashMovement(kind: .deposit, amount: try money("90000"), time: opening),
                CashMovement(kind: .withdrawal, amount: try money("-5"), time: opening),
            ]
            try await ledger.commit(batch)
        }
        let guards = Protection(
            stopLoss: try price("90"), stopLimit: try price("89"), takeProfit: try price("130"))
        var entry = try buy("\(mode)-a", 25, protection: guards)
        entry.origin = origin
        try await ledger.trade(
            entry, entry.fill(10, to: 10, at: "100.13", fee: "0.37"),
            entry.fill(15, to: 25, at: "101.07", fee: "0.41", second: 1), mode: mode)
        try await bracket(of: entry, mode)
        let other = try buy("\(mode)-b", 9)
        try await ledger.trade(other, other.filled(at: "99.01", fee: "1", second: 3), mode: mode)
        let exit = try sell("\(mode)-c", 12)
        try await ledger.trade(
            exit, exit.fill(5, to: 5, at: "103.3", fee: "0.1", second: 4),
            exit.fill(7, to: 12, at: "104.4", second: 5), mode: mode)
        try await actions(on: entry.symbol, mode)
        let last = try sell("\(mode)-d", 4, lots: .lot(other.id))
        try await ledger.trade(last, last.filled(at: "55", second: 90), mode: mode)
        var batch = Batch(mode: mode, submittedAt: opening)
        batch.marks = [Mark(symbol: entry.symbol, price: try price("51.5"), time: opening)]
        batch.equity = [
            EquityMark(
                equity: try money("100001"), cash: try money("99000"),
                positionsValue: try money("1001"), time: opening)
        ]
        try await ledger.commit(batch)
        batch.equity[0].time = opening.advanced(bySeconds: 60)
        batch.findings = [
            .named(entry.id, brokerOrderID: "broker-\(mode)", at: opening),
            .named(other.id, brokerOrderID: "broker-2", at: opening),
        ]
        try await ledger.commit(batch)
    }

    private func bracket(of entry: OrderTicket, _ mode: TradingMode) async throws {
        let stop = entry.leg(
            .stop, type: .stopLimit(stop: try price("90"), limit: try price("89")),
            quantity: try shares(25))
        let target = entry.leg(
            .target, type: .limit(try price("130")), quantity: try shares(25))
        let raised = WorkingTerms(
            quantity: try shares(25),
            type: .stopLimit(stop: try price("95"), limit: try price("94")), isTriggered: true)
        try await ledger.book(
            [
                .placed(stop, at: opening), .placed(target, at: opening),
                .accepted(stop.id, at: opening), .accepted(target.id, at: opening),
                .changed(stop.id, raised, at: opening.advanced(bySeconds: 2)),
                .filled(target.fill(6, to: 6, at: "130", fee: "0.2", second: 2)),
            ], mode: mode)
    }

    private func actions(on symbol: Symbol, _ mode: TradingMode) async throws {
        func adjustment(_ action: CorporateAction, _ reference: Price?) throws -> Adjustment {
            Adjustment(
                symbol: symbol, action: action, reference: reference, unit: try shares(1),
                time: opening.advanced(bySeconds: 60))
        }
        let split = CorporateAction.split(new: 3, old: 2)
        try await ledger.book(
            [
                .adjusted(try adjustment(split, price("66.67"))),
                .adjusted(try adjustment(.dividend(perShare: price("0.33")), nil)),
            ], mode: mode)
    }

    /// Orders of every type and every end.
    private func orders(_ mode: TradingMode) async throws {
        let trails: [Trail] = [.amount(try price("2")), .rate(Rate(basisPoints: 250))]
        for (index, trail) in trails.enumerated() {
            var order = try sell("\(mode)-trail-\(index)", 1, lots: .strategy(origin.strategy))
            order.type = .trailingStop(trail)
            order.timeInForce = .gtc
            try await ledger.take(order, mode: mode)
            let terms = WorkingTerms(
                quantity: try shares(1), type: order.type, best: try price("111"))
            try await ledger.book([.changed(order.id, terms, at: opening)], mode: mode)
        }
        var sized = try buy("\(mode)-notional", 1, of: "IBM")
        sized.size = .notional(try money("500"))
        var limit = try buy("\(mode)-limit", 1, of: "IBM")
        limit.type = .limit(try price("9"))
        limit.extendedHours = true
        var stop = try buy("\(mode)-stop", 1, of: "IBM")
        (stop.type, stop.size) = (.stop(try price("900")), .allCash)
        for order in [sized, limit, stop] { try await ledger.take(order, mode: mode) }
        let refused = try buy("\(mode)-refused", 1, of: "IBM")
        let (lost, gone) = (try buy("\(mode)-lost", 1), try buy("\(mode)-gone", 1))
        try await ledger.recordIntents(
            [refused, lost, gone], mode: mode, submittedAt: opening)
        try await ledger.book(
            [
                .cancelled(sized.id, .requested, at: opening), .expired(limit.id, at: opening),
                .rejected(refused.id, .insufficientCashAtFill, at: opening),
            ], mode: mode)
        var batch = Batch(mode: mode, submittedAt: opening)
        batch.findings = [.lost(lost.id, at: opening), .lost(gone.id, at: opening)]
        try await ledger.commit(batch)
        batch.findings = [.neverArrived(gone.id, at: opening)]
        try await ledger.commit(batch)
    }

    /// What is held after the reset.
    private func newEpoch() async throws {
        for (id, ticker) in [("e", "GOOG"), ("f", "IBM")] {
            let guards = Protection(stopLoss: try price("10"), takeProfit: try price("300"))
            var entry = try buy(id, 8, of: ticker, protection: guards, strategy: .manual)
            entry.origin = origin
            try await ledger.trade(entry, entry.filled(at: "120.5", fee: "2"))
        }
        let exit = try sell("g", 3, strategy: origin.strategy)
        try await ledger.trade(exit, exit.filled(at: "125", second: 9))
        var batch = Batch(mode: .paper, submittedAt: opening)
        batch.marks = [Mark(symbol: exit.symbol, price: try price("126"), time: opening)]
        batch.cursor = FeedCursor(time: opening, count: 17)
        batch.equity = [
            EquityMark(
                equity: try money("50001"), cash: try money("49000"),
                positionsValue: try money("1001"), time: opening)
        ]
        try await ledger.commit(batch)
    }

    private func deskRows() async throws {
        let audit = AuditEntry(kind: "setting_put", detail: "{\"key\":\"x\"}", time: opening)
        try await ledger.put(7, for: Setting("days", standard: 30), audit: audit)
        for index in 0..<3 {
            var signal = Signal(
                time: opening, mode: .paper, symbol: try symbol(), action: "enter_long",
                origin: origin)
            signal.price = try price("100")
            signal.order = try name("paper-a")
            signal.outcome = "ordered"
            if index > 0 { signal.price = nil }
            try await ledger.insert(signal)
        }
        let bars = (0..<4 as Range<Int64>).map { index in
            Bar(  // Over the end of a month.
                start: opening.advanced(bySeconds: index * 400_000), open: Price(nanos: 2),
                high: Price(nanos: 3), low: Price(nanos: 1), close: Price(nanos: 2),
                volume: Volume(thousandths: index))
        }
        try await ledger.bars.save(bars, of: try symbol(), .minute1)
        try await ledger.save(try result("run-1", trades: 1))
        try await ledger.save(try result("run-2", trades: 1))
        try await ledger.write { db in
            try BacktestRows.chunks.insert(  // Of ten thousand trades more, but small.
                ["run-1".databaseValue, 1.databaseValue, "[{}]".databaseValue], into: db)
            try BacktestRows.runs.insert(
                [
                    "run-1".databaseValue, "finished".databaseValue, 0.5.databaseValue, .null,
                    "{}".databaseValue, "hash".databaseValue, 1.databaseValue, 2.databaseValue,
                ], into: db)
            try SweepRows.insert("run-1", "{}", in: db)
        }
    }

    private func result(_ id: String, trades: Int) throws -> BacktestResult {
        let day = opening.utcDay
        var result = BacktestResult(
            runID: id, symbols: [try symbol(), try symbol("IBM")], strategyMode: "trend",
            days: day...day.advanced(by: 30), createdAt: opening)
        result.initialCapital = try money("100000")
        result.finalEquity = try money("101000.5")
        result.figures.totalReturnPercent = 1.0005
        result.figures.sharpeRatio = 0.7
        result.figures.maxDrawdownPercent = -3.5
        result.figures.winRate = 0.55
        result.equity = [EquityPoint(time: opening, equity: try money("100000"))]
        result.trades = Array(repeating: "{}", count: trades)
        result.config = "{}"
        return result
    }
}
