import Domain
import Simulation
import Testing

/// One symbol on one engine, with short words for orders, bars and quotes.
struct Scene {
    var engine: SimulatedExchange
    let symbol: Symbol
    private(set) var clock: Int64 = 0
    private var orderCount = 0

    /// A scene with $100,000; `held` shares came in at $1, owed where below zero.
    init(_ rules: EngineRules = EngineRules(), cash: Double = 100_000, held: Int64 = 0) throws {
        symbol = try #require(Symbol("TEST"))
        var lots: [Symbol: [Lot]] = [:]
        if held != 0 { lots[symbol] = [try lot("held", shares: held, symbol: symbol)] }
        engine = SimulatedExchange(rules: rules, cash: dollars(cash), lots: lots, orders: [])
    }

    var time: Timestamp { Timestamp(nanoseconds: clock * 60_000_000_000) }
    var lots: [Lot] { engine.lots(of: symbol) }
    var held: Int64 { lots.reduce(0) { $0 + $1.quantity.wholeShares } }

    /// A ticket with the next name: `o1`, `o2` and so on. A buy opens and a sell closes unless
    /// `effect` says otherwise.
    mutating func ticket(
        _ side: OrderSide, _ type: OrderType = .market, _ count: Int64 = 10,
        effect: PositionEffect? = nil, _ edit: (inout OrderTicket) -> Void = { _ in }
    ) throws -> OrderTicket {
        orderCount += 1
        var ticket = OrderTicket(
            id: try #require(ClientOrderID("o\(orderCount)")), symbol: symbol, side: side,
            effect: effect ?? (side == .buy ? .open : .close(.all)), size: .shares(shares(count)),
            type: type, timeInForce: .gtc)
        edit(&ticket)
        return ticket
    }

    /// Places an order of that ticket.
    @discardableResult
    mutating func place(
        _ side: OrderSide, _ type: OrderType = .market, _ count: Int64 = 10,
        effect: PositionEffect? = nil, _ edit: (inout OrderTicket) -> Void = { _ in }
    ) throws -> [String] {
        let ticket = try ticket(side, type, count, effect: effect, edit)
        return told(engine.submit(ticket, at: time))
    }

    /// The next minute's bar.
    @discardableResult
    mutating func bar(
        _ open: Double, _ high: Double, _ low: Double, _ close: Double, volume: Int64 = 1_000_000
    ) -> [String] {
        clock += 1
        let bar = Bar(
            start: time, open: usd(open), high: usd(high), low: usd(low), close: usd(close),
            volume: Volume(thousandths: volume * 1_000))
        return told(engine.handle(.bar(symbol, bar)))
    }

    /// The next minute's quote.
    @discardableResult
    mutating func quote(
        _ bid: Double, _ ask: Double, last: Double, sizes: Int64 = 1_000
    ) -> [String] {
        clock += 1
        let quote = Quote(
            time: time, bid: usd(bid), ask: usd(ask), bidSize: shares(sizes),
            askSize: shares(sizes), last: usd(last))
        return told(engine.handle(.quote(symbol, quote)))
    }

    @discardableResult
    mutating func opened() -> [String] { told(engine.handle(.opened(at: time))) }

    @discardableResult
    mutating func closed() -> [String] { told(engine.handle(.closed(at: time))) }

    @discardableResult
    mutating func act(_ action: CorporateAction) -> [String] {
        told(engine.handle(.action(symbol, action, at: time)))
    }

    mutating func cancel(_ name: String) throws -> [String] {
        told(engine.cancel(try #require(ClientOrderID(stored: name)), at: time))
    }

    mutating func replace(_ name: String, _ change: Replacement) throws -> [String] {
        let id = try #require(ClientOrderID(stored: name))
        return told(try engine.replace(id, with: change, at: time))
    }
}

func usd(_ value: Double) -> Price { Price(nanos: Int64((value * 1e9).rounded())) }

func dollars(_ value: Double) -> Money { Money(nanos: Int64((value * 1e9).rounded())) }

func shares(_ count: Int64) -> Quantity { Quantity(billionths: count * Quantity.oneShare) }

/// A lot that came in at $1.
func lot(_ name: String, shares count: Int64, symbol: Symbol) throws -> Lot {
    let ticket = OrderTicket(
        id: try #require(ClientOrderID(name)), symbol: symbol, side: count > 0 ? .buy : .sell,
        effect: .open, size: .shares(shares(abs(count))))
    let fill = Fill(
        ticket: ticket, quantity: shares(abs(count)), cumulative: shares(abs(count)), isLast: true,
        price: usd(1), fee: .zero, slippage: .zero, rule: .broker, source: .broker("test"),
        time: Timestamp(nanoseconds: 0))
    var book = LotBook()
    return try book.open(fill, strategy: .manual)
}

/// Reports as short sentences: `o1 filled 10 @ 99.5 limit`.
func told(_ reports: [OrderReport]) -> [String] { reports.map(told) }

private func told(_ report: OrderReport) -> String {
    switch report {
    case .placed(let ticket, _): "placed \(ticket.id)"
    case .accepted(let id, _): "\(id) accepted"
    case .rejected(let id, let why, _): "\(id) rejected \(why.rawValue)"
    case .filled(let fill):
        "\(fill.order) filled \(fill.quantity) @ \(fill.price) \(fill.rule.rawValue)"
    case .changed(let id, let terms, _): "\(id) changed \(told(terms))"
    case .cancelled(let id, let why, _): "\(id) cancelled \(why.rawValue)"
    case .expired(let id, _): "\(id) expired"
    case .adjusted(let adjustment): "adjusted \(adjustment.symbol)"
    }
}

private func told(_ terms: WorkingTerms) -> String {
    var words = [terms.quantity?.description ?? "?"]
    switch terms.type {
    case .market, .trailingStop: break
    case .limit(let limit): words.append("limit \(limit)")
    case .stop(let stop): words.append("stop \(stop)")
    case .stopLimit(let stop, let limit): words.append("stop \(stop) limit \(limit)")
    }
    if let best = terms.best { words.append("best \(best)") }
    if terms.isTriggered { words.append("triggered") }
    return words.joined(separator: " ")
}
