import Domain
import MarketCalendar
import Storage

/// What a scene's books hold.
enum Scene {
    /// Forty day bars of AAA, each a dollar above the one before.
    static func bars(in ledger: Ledger) async throws {
        guard let symbol = Symbol("AAA"), let first = Day("2025-11-03"),
            let last = Day("2026-01-09"),
            let sessions = TradingCalendar.xnys.sessions(in: first...last)
        else { return }
        let bars = try sessions.enumerated().map {
            let open = try Price("\(100 + $0.offset)")
            return Bar(
                start: NewYork.instant(of: $0.element.day, secondsOfDay: 0), open: open,
                high: try open + Price("1.5"), low: try open - Price("1.5"),
                close: try open + Price("0.5"), volume: Volume(thousandths: 1_000_000_000))
        }
        _ = try await ledger.bars.save(bars, of: symbol, .day1)
    }

    /// Trades at both sides of a New York midnight, and before and after the close of a half day,
    /// and an open position in live.
    static func history(in ledger: Ledger) async throws {
        for (index, close) in [
            "2026-01-06T04:59:59Z", "2026-01-06T05:00:00Z",
            "2025-11-28T17:59:00Z", "2025-11-28T18:30:00Z", "2025-11-29T04:59:59Z",
        ].enumerated() {
            guard let time = Timestamp(close) else { continue }
            try await trade("past-\(index)", of: "AAA", from: time, in: ledger, mode: .paper)
        }
        guard let now = Timestamp("2026-01-20T15:00:00Z") else { return }
        try await open("held", of: "LIV", at: now, in: ledger, mode: .live)
    }

    private static func trade(
        _ name: String, of symbol: String, from time: Timestamp, in ledger: Ledger,
        mode: TradingMode
    ) async throws {
        let entry = time.advanced(bySeconds: -30)
        try await open(name, of: symbol, at: entry, in: ledger, mode: mode)
        try await fill(
            "\(name)-out", .sell, .close(.all), of: symbol, at: time, price: "101", in: ledger,
            mode: mode)
    }

    private static func open(
        _ name: String, of symbol: String, at time: Timestamp, in ledger: Ledger,
        mode: TradingMode
    ) async throws {
        try await fill(
            name, .buy, .open, of: symbol, at: time, price: "100", in: ledger, mode: mode)
    }

    private static func fill(
        _ name: String, _ side: OrderSide, _ effect: PositionEffect, of symbol: String,
        at time: Timestamp, price: String, in ledger: Ledger, mode: TradingMode
    ) async throws {
        guard let id = ClientOrderID(name), let symbol = Symbol(symbol) else { return }
        let shares = try Quantity(shares: 10)
        let ticket = OrderTicket(
            id: id, symbol: symbol, side: side, effect: effect, size: .shares(shares))
        try await ledger.recordIntents([ticket], mode: mode, submittedAt: time)
        let fill = Fill(
            ticket: ticket, quantity: shares, cumulative: shares, isLast: true,
            price: try Price(price), fee: .zero, slippage: .zero, rule: .broker,
            source: .broker(name), time: time)
        try await ledger.book([.accepted(id, at: time), .filled(fill)], mode: mode)
    }
}
