import Domain
import Simulation
import Testing

/// A step of a random history.
enum Step {
    case event(MarketEvent)
    case submit(OrderTicket, at: Timestamp)
    case cancel(ClientOrderID, at: Timestamp)
    case replace(ClientOrderID, Replacement, at: Timestamp)

    /// What the engine says to it; a refused replacement says nothing.
    func applied(to engine: inout SimulatedExchange) -> [OrderReport] {
        switch self {
        case .event(let event): engine.handle(event)
        case .submit(let ticket, let time): engine.submit(ticket, at: time)
        case .cancel(let id, let time): engine.cancel(id, at: time)
        case .replace(let id, let change, let time):
            (try? engine.replace(id, with: change, at: time)) ?? []
        }
    }
}

/// Random orders, bars, quotes, sessions, splits and dividends of two symbols.
struct RandomHistory {
    let symbols: [Symbol]
    private var chance: Chance
    private var prices: [Int64]
    private var minute: Int64 = 0
    private var orderCount = 0
    private let isLong: Bool

    /// - Parameter isLong: no short is asked for.
    init(seed: UInt64, isLong: Bool = false) throws {
        chance = Chance(seed: seed)
        symbols = [try #require(Symbol("AAA")), try #require(Symbol("BBB"))]
        prices = [100_000_000_000, 20_000_000_000]
        self.isLong = isLong
    }

    private var time: Timestamp { Timestamp(nanoseconds: minute * 60_000_000_000) }

    mutating func steps(_ count: Int) throws -> [Step] { try (0..<count).map { _ in try next() } }

    private mutating func next() throws -> Step {
        let index = Int(chance.upTo(1))
        switch chance.upTo(19) {
        case 0...6: return .event(bar(index))
        case 7...9: return .event(quote(index))
        case 10...15: return .submit(try ticket(index), at: time)
        case 16: return .cancel(try name(chance.upTo(Int64(orderCount))), at: time)
        case 17: return .replace(try leg(), change(index), at: time)
        case 18: return .event(chance.oneIn(2) ? .opened(at: time) : .closed(at: time))
        default: return .event(action(index))
        }
    }

    private mutating func move(_ index: Int) -> Int64 {
        let step = prices[index] / 50
        prices[index] = max(1_000_000, prices[index] + chance.upTo(2 * step) - step)
        return prices[index]
    }

    private mutating func bar(_ index: Int) -> MarketEvent {
        minute += 1
        let (open, close) = (move(index), move(index))
        let wick = prices[index] / 100
        return .bar(
            symbols[index],
            Bar(
                start: time, open: Price(nanos: open),
                high: Price(nanos: max(open, close) + chance.upTo(wick)),
                low: Price(nanos: max(1, min(open, close) - chance.upTo(wick))),
                close: Price(nanos: close), volume: Volume(thousandths: chance.upTo(900_000))))
    }

    private mutating func quote(_ index: Int) -> MarketEvent {
        minute += 1
        let last = move(index)
        return .quote(
            symbols[index],
            Quote(
                time: time, bid: Price(nanos: max(1, last - chance.upTo(last / 1_000))),
                ask: Price(nanos: last + chance.upTo(last / 1_000)),
                bidSize: shares(chance.upTo(200)), askSize: shares(chance.upTo(200)),
                last: Price(nanos: last)))
    }

    private mutating func action(_ index: Int) -> MarketEvent {
        if chance.oneIn(2) {
            return .action(
                symbols[index], .dividend(perShare: Price(nanos: 1 + chance.upTo(500_000_000))),
                at: time)
        }
        let (new, old) = (1 + chance.upTo(3), 1 + chance.upTo(3))
        prices[index] = max(1_000_000, prices[index] * old / new)
        return .action(symbols[index], .split(new: new, old: old), at: time)
    }

    private mutating func near(_ index: Int) -> Price {
        let reach = prices[index] / 25
        return Price(nanos: max(1, prices[index] + chance.upTo(2 * reach) - reach))
    }

    private func name(_ number: Int64) throws -> ClientOrderID {
        try #require(ClientOrderID("o\(number)"))
    }

    private mutating func leg() throws -> ClientOrderID {
        let id = try name(chance.upTo(Int64(orderCount)))
        return chance.oneIn(2) ? id : id.leg(chance.oneIn(2) ? .stop : .target)
    }

    private mutating func change(_ index: Int) -> Replacement {
        Replacement(
            quantity: chance.oneIn(2) ? shares(1 + chance.upTo(90)) : nil,
            type: chance.oneIn(2) ? type(index) : nil)
    }

    private mutating func type(_ index: Int) -> OrderType {
        switch chance.upTo(6) {
        case 0...2: .market
        case 3: .limit(near(index))
        case 4: .stop(near(index))
        case 5: .stopLimit(stop: near(index), limit: near(index))
        default:
            .trailingStop(
                chance.oneIn(2)
                    ? .amount(Price(nanos: prices[index] / 40))
                    : .rate(Rate(basisPoints: 1 + chance.upTo(500))))
        }
    }

    private mutating func ticket(_ index: Int) throws -> OrderTicket {
        orderCount += 1
        let opens = !chance.oneIn(3)
        let isShort = !isLong && chance.oneIn(3)
        let selection: LotSelection =
            chance.oneIn(3) ? .lot(try name(chance.upTo(Int64(orderCount)))) : .all
        var ticket = OrderTicket(
            id: try name(Int64(orderCount)), symbol: symbols[index],
            side: opens == isShort ? .sell : .buy, effect: opens ? .open : .close(selection),
            size: .shares(shares(1 + chance.upTo(90))), type: type(index), timeInForce: .gtc)
        if ticket.type.isPlain {
            let all = TimeInForce.allCases
            ticket.timeInForce = all[Int(chance.upTo(Int64(all.count - 1)))]
        }
        if opens, chance.oneIn(2) {
            let distance = prices[index] / 20
            let (below, above) = (
                Price(nanos: prices[index] - distance), Price(nanos: prices[index] + distance)
            )
            ticket.protection = Protection(
                stopLoss: isShort ? above : below, takeProfit: isShort ? below : above)
        } else if opens, chance.oneIn(4), ticket.type == .market {
            ticket.size = .allCash
        }
        return ticket
    }
}
