import Domain
import Storage

/// A made-up life of a paper account: what a venue might report, and the plain books beside it.
struct RandomHistory {
    private(set) var book = PlainBook()
    private(set) var batches: [Batch] = []
    private var chance: SplitMix
    private let seed: UInt64
    private var made = 0
    private var clock = opening
    private var lastFill: Fill?
    private let symbols: [Symbol]
    private let strategies: [StrategyName]

    init(seed: UInt64) throws {
        self.seed = seed
        chance = SplitMix(state: seed)
        symbols = ["AAPL", "BRK.B", "GOOG"].compactMap { Symbol($0) }
        strategies = [.manual] + ["cross", "dip"].compactMap { StrategyName($0) }
        book.cash = Int128(Money.paperOpening.nanos)
        for _ in 0..<chance.below(14) + 6 {
            if batches.isEmpty || chance.below(3) == 0 {
                batches.append(Batch(mode: .paper, submittedAt: clock))
            }
            try step()
        }
    }

    private mutating func step() throws {
        clock = clock.advanced(bySeconds: Int64(chance.below(20_000)))
        switch chance.below(20) {
        case 0..<5: try enter()
        case 5..<9: try exit()
        case 9..<14: try fillSome()
        case 14: moveStop()
        case 15: endSome()
        case 16: try split()
        case 17: try dividend()
        case 18: echo()
        default: mark()
        }
    }

    private mutating func report(_ reports: OrderReport...) {
        batches[batches.count - 1].reports += reports
    }

    private mutating func ask(_ ticket: OrderTicket, _ whole: Int64) throws {
        // An intent is booked before the reports of its batch, so it needs one of its own.
        batches.append(Batch(mode: .paper, submittedAt: clock))
        batches[batches.count - 1].intents = [ticket]
        report(.accepted(ticket.id, at: clock))
        book.orders.append(PlainOrder(ticket: ticket, whole: whole, type: ticket.type))
        if chance.below(3) > 0 { try fill(book.orders.count - 1) }
    }

    private mutating func enter() throws {
        guard let symbol = pick(symbols), let strategy = pick(strategies) else { return }
        let side = book.side(of: symbol) ?? (chance.below(4) == 0 ? 1 : 0)
        let whole = size()
        var protection = Protection.none
        if chance.below(2) == 0 {
            protection.stopLoss = Price(nanos: side == 0 ? 1 + price() / 9 : price() * 9)
            if chance.below(2) == 0 { protection.takeProfit = Price(nanos: price()) }
        }
        let ticket = OrderTicket(
            id: try nextName(), symbol: symbol, side: side == 0 ? .buy : .sell, effect: .open,
            size: .shares(Quantity(billionths: whole)), protection: protection,
            origin: OrderOrigin(strategy: strategy))
        try ask(ticket, whole)
    }

    private mutating func exit() throws {
        guard let row = pick(book.rows.filter(\.isOpen)) else { return }
        let selections: [LotSelection] = [.all, .strategy(row.strategy), .lot(row.lot)]
        guard let selection = pick(selections) else { return }
        var ticket = OrderTicket(
            id: try nextName(), symbol: row.symbol, side: row.side == 0 ? .sell : .buy,
            effect: .close(selection), size: .allCash, origin: OrderOrigin(strategy: row.strategy))
        let held = book.held(PlainOrder(ticket: ticket, whole: 0, type: .market))
        let whole = chance.below(2) == 0 ? held : min(held, size())
        guard whole > 0 else { return }
        ticket.size = .shares(Quantity(billionths: whole))
        try ask(ticket, whole)
    }

    private mutating func fillSome() throws {
        guard let index = pick(book.orders.indices.filter({ book.orders[$0].isOpen })) else {
            return
        }
        try fill(index)
    }

    /// Fills a part or all of an order as far as that can be, else cancels it.
    private mutating func fill(_ index: Int) throws {
        let order = book.orders[index]
        var most = order.whole - order.filled
        if order.ticket.effect.isOpening {
            let side = book.side(of: order.ticket.symbol)
            if side != nil, side != (order.ticket.side == .buy ? 0 : 1) { most = 0 }
        } else {
            most = min(most, book.held(order))
        }
        guard most > 0 else { return end(index, .positionClosed) }
        let count = chance.below(2) == 0 ? most : Int64(chance.below(Int(most))) + 1
        let fill = Fill(
            ticket: order.ticket, quantity: Quantity(billionths: count),
            cumulative: Quantity(billionths: order.filled + count),
            isLast: order.filled + count == order.whole, price: Price(nanos: price()),
            fee: Money(nanos: Int64(chance.below(2_000_000_000))),
            slippage: Money(nanos: Int64(chance.below(90_000_000)) - 40_000_000),
            rule: .quote, source: .broker("\(made)"), time: clock)
        report(.filled(fill))
        lastFill = fill
        book.fill(index, with: fill)
        if order.ticket.effect.isOpening, order.filled == 0 { placeLegs(of: order) }
    }

    private mutating func placeLegs(of entry: PlainOrder) {
        guard chance.below(4) > 0 else { return }  // A venue without brackets.
        let quantity = Quantity(billionths: entry.whole)
        var types: [(OrderRole, OrderType)] = []
        if let stop = entry.ticket.protection.stopLoss { types.append((.stop, .stop(stop))) }
        if let target = entry.ticket.protection.takeProfit {
            types.append((.target, .limit(target)))
        }
        for (role, type) in types {
            let leg = entry.ticket.leg(role, type: type, quantity: quantity)
            report(.placed(leg, at: clock), .accepted(leg.id, at: clock))
            book.orders.append(PlainOrder(ticket: leg, whole: entry.whole, type: type))
        }
        book.guardLots()
    }

    private mutating func moveStop() {
        let stops = book.orders.indices.filter { index in
            book.orders[index].isOpen && book.orders[index].ticket.role == .stop
        }
        guard let index = pick(stops) else { return }
        let terms = WorkingTerms(
            quantity: Quantity(billionths: book.orders[index].whole),
            type: .stop(Price(nanos: price())))
        report(.changed(book.orders[index].ticket.id, terms, at: clock))
        book.orders[index].type = terms.type
        book.guardLots()
    }

    private mutating func endSome() {
        guard let index = pick(book.orders.indices.filter({ book.orders[$0].isOpen })) else {
            return
        }
        end(index, chance.below(2) == 0 ? nil : .requested)
    }

    private mutating func end(_ index: Int, _ ending: OrderEnding?) {
        let id = book.orders[index].ticket.id
        if let ending {
            report(.cancelled(id, ending, at: clock))
            book.orders[index].state = "cancelled"
        } else {
            report(.expired(id, at: clock))
            book.orders[index].state = "expired"
        }
        book.guardLots()
    }

    private mutating func split() throws {
        let ratios: [(Int64, Int64)] = [(2, 1), (3, 2), (1, 10), (1, 3), (7, 5)]
        guard let symbol = heldSymbol(), let ratio = pick(ratios) else { return }
        let unit = chance.below(2) == 0 ? Quantity.oneShare : 1
        let adjustment = Adjustment(
            symbol: symbol, action: .split(new: ratio.0, old: ratio.1),
            reference: Price(nanos: price()), unit: Quantity(billionths: unit), time: clock)
        // A lot of less than one billionth is no holding: no feed has such shares.
        let smallest = book.rows.filter { $0.isOpen && $0.symbol == symbol }.map(\.quantity).min()
        guard (smallest ?? 0) > 100 else { return }
        report(.adjusted(adjustment))
        book.split(symbol, (Int128(ratio.0), Int128(ratio.1)), at: adjustment)
    }

    private mutating func dividend() throws {
        guard let symbol = heldSymbol() else { return }
        let perShare = Price(nanos: 1 + price() / 50)
        let adjustment = Adjustment(
            symbol: symbol, action: .dividend(perShare: perShare), reference: nil,
            unit: try shares(1), time: clock)
        report(.adjusted(adjustment))
        book.dividend(symbol, perShare)
    }

    private mutating func echo() {
        guard let lastFill else { return }
        report(.filled(lastFill))
    }

    private mutating func mark() {
        guard let symbol = pick(symbols) else { return }
        batches[batches.count - 1].marks = [
            Mark(symbol: symbol, price: Price(nanos: price()), time: clock)
        ]
    }

    private mutating func heldSymbol() -> Symbol? {
        pick(symbols.filter { book.side(of: $0) != nil })
    }

    private mutating func nextName() throws -> ClientOrderID {
        made += 1
        return try name("h\(seed)-\(made)")
    }

    /// Whole shares mostly, fractions now and then.
    private mutating func size() -> Int64 {
        chance.below(5) == 0
            ? Int64(chance.below(3_000_000_000)) + 1
            : Int64(chance.below(200) + 1) * Quantity.oneShare
    }

    private mutating func price() -> Int64 { Int64(chance.below(500_000_000_000)) + 1 }

    private mutating func pick<T>(_ values: [T]) -> T? {
        values.isEmpty ? nil : values[chance.below(values.count)]
    }
}

/// Chance from a seed: the same numbers on every run.
///
/// Source: S. Vigna, splitmix64.
struct SplitMix {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, bound)))
    }
}
