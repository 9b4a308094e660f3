import AlpacaWire
import Domain
import Simulation
import Storage

extension ExchangeCore {
    /// Brings back what was saved: cash, lots, orders, and all that is shown of the past.
    ///
    /// - Throws: what a record lacks.
    mutating func load(_ records: [ExchangeRecord]) throws(WireFault) {
        guard !records.isEmpty else { return }
        var cash = settings.cash
        var lots: [Symbol: [Lot]] = [:]
        for record in records {
            let fields = try WireFields(try WireValue.json(Array((record.body ?? "").utf8)))
            switch record.kind {
            case "account": cash = try loadAccount(fields)
            case "order": book.add(try ExchangeOrder(record: fields))
            case "lots":
                if let symbol = Symbol(record.id) { lots[symbol] = try Self.lots(fields) }
            case "activity": activities.append(try WireActivity(fields))
            case "watchlist": watchlists.append(try WireWatchlist(fields))
            case "mark":
                let time = try fields.neededTime("time")
                curve.append(EquityMark(time: time, equity: try fields.neededAmount("equity")))
            default: break
            }
        }
        _ = book.takeChanged()
        unsaved = Unsaved()
        engine = SimulatedExchange(
            rules: Self.rules, cash: cash.plus(Self.credit), lots: lots, orders: resumed)
        feed.resume(after: now)
    }

    private mutating func loadAccount(_ fields: WireFields) throws(WireFault) -> Money {
        settings.cash = try fields.amount("start_cash") ?? settings.cash
        namesMade = UInt64(fields.integer("names_made") ?? 0)
        now = try fields.time("time") ?? now
        lastStamp = try fields.time("last_stamp") ?? now
        isSessionOpen = fields.flag("is_open") ?? true
        if let inner = try fields.fields("configuration") {
            configuration = try WireConfiguration(inner)
        }
        lastDay.equity = try fields.amount("last_equity") ?? .zero
        lastDay.maintenance = try fields.amount("last_maintenance") ?? .zero
        lastDay.day = fields.text("last_day").flatMap { Day($0) }
        if let prices = try fields.fields("last_prices") {
            for name in prices.values.keys {
                if let symbol = Symbol(name) { lastDay.prices[symbol] = try prices.amount(name) }
            }
        }
        return try fields.neededAmount("cash")
    }

    private static func lots(_ fields: WireFields) throws(WireFault) -> [Lot] {
        var lots: [Lot] = []
        for item in try fields.list("lots") {
            let fields = try WireFields(item)
            guard let id = ClientOrderID(try fields.needed("id")) else { continue }
            lots.append(
                Lot(
                    id: id, side: fields.text("side") == "short" ? .short : .long,
                    strategy: .manual, quantity: try fields.neededAmount("qty"),
                    entryValue: try fields.neededAmount("value"), entryFees: .zero,
                    entrySlippage: .zero, openedAt: try fields.neededTime("opened_at")))
        }
        return lots
    }

    /// The orders that worked in the engine, as they were.
    private var resumed: [ResumedOrder] {
        book.openOrders.filter(\.isInEngine).compactMap { order in
            guard let name = order.engineID, let ticket = order.ticket(named: name) else {
                return nil
            }
            let terms = WorkingTerms(
                quantity: order.remaining ?? order.closing?.minus(order.wire.filledQty),
                type: ticket.type,
                best: order.wire.hwm, isTriggered: order.isTriggered)
            return ResumedOrder(
                ticket: ticket, terms: terms, filled: .zero,
                acceptedAt: order.wire.submittedAt ?? now)
        }
    }
}

extension ExchangeOrder {
    fileprivate init(record fields: WireFields) throws(WireFault) {
        let wire = try WireOrder(fields.values["order"] ?? .null)
        guard let symbol = Symbol(wire.symbol) else { throw WireFault("symbol", "is no symbol") }
        self.init(
            wire, symbol: symbol, number: Int(fields.integer("number") ?? 0),
            isOpening: fields.flag("is_opening") ?? true)
        engineID = fields.text("engine_id").flatMap { ClientOrderID($0) }
        isInEngine = fields.flag("is_in_engine") ?? false
        isTriggered = fields.flag("is_triggered") ?? false
        parent = fields.text("parent")
        legs = try fields.texts("legs")
        filledValue = try fields.amount("filled_value") ?? .zero
        closing = try fields.amount("closing")
    }
}
