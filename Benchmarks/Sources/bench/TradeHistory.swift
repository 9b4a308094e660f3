import Domain
import Storage

/// Years of trading at the same numbers each time: a hundred symbols bought one after the other,
/// then sold one after the other, twenty times a day.
struct TradeHistory {
    static let ordersPerDay = 4_000
    static let tradesPerDay = ordersPerDay / 2
    private static let shares: Int64 = 100

    private let symbols = (100..<200).compactMap { Symbol("S\($0)") }
    private let strategies =
        [.manual] + ["momentum", "reversal", "breakout", "pairs"].compactMap { StrategyName($0) }
    private let days: [Day]

    init(days count: Int) throws {
        guard let first = Day(year: 2024, month: 1, day: 2) else {
            throw TemporaryFolder.Failure()
        }
        days = Array(
            (0...).lazy.map { first.advanced(by: $0) }.filter { (1...5).contains($0.weekday) }
                .prefix(count))
    }

    /// All orders of a day with their fills, and what the account was worth at its ends.
    func batch(day index: Int, cash: Money) throws -> Batch {
        let open = Timestamp(day: days[index], seconds: 14 * 3_600 + 1_800)
        var batch = Batch(mode: .paper, submittedAt: open)
        let first = index * Self.ordersPerDay
        for number in first..<first + Self.ordersPerDay {
            let time = open.advanced(bySeconds: Int64(number - first) * 5)
            let ticket = try ticket(number)
            batch.intents.append(ticket)
            batch.reports.append(.accepted(ticket.id, at: time))
            batch.reports.append(.filled(try fill(ticket, number, at: time)))
        }
        batch.equity = [open, open.advanced(bySeconds: 6 * 3_600)].map {
            EquityMark(equity: cash, cash: cash, positionsValue: .zero, time: $0)
        }
        return batch
    }

    private func ticket(_ number: Int) throws -> OrderTicket {
        guard let id = ClientOrderID("million-\(10_000_000 + number)") else {
            throw TemporaryFolder.Failure()
        }
        let isBuy = number / symbols.count % 2 == 0
        return OrderTicket(
            id: id, symbol: symbols[number % symbols.count], side: isBuy ? .buy : .sell,
            effect: isBuy ? .open : .close(.all), size: .shares(try Quantity(shares: Self.shares)),
            origin: OrderOrigin(strategy: strategies[trade(of: number) % strategies.count]))
    }

    private func fill(
        _ ticket: OrderTicket, _ number: Int, at time: Timestamp
    ) throws -> Fill {
        let trade = UInt64(trade(of: number))
        let entry = Int64(5_000 + Self.mixed(trade) % 45_000)
        let move = Int64(Self.mixed(trade &+ 1 << 40) % 201) - 99
        let cents = ticket.side == .buy ? entry : entry + entry * move / 10_000
        let quantity = try Quantity(shares: Self.shares)
        let price = Price(nanos: cents * 10_000_000)
        let quote = Quote(
            time: time, bid: price, ask: price, bidSize: quantity, askSize: quantity, last: price)
        return Fill(
            ticket: ticket, quantity: quantity, cumulative: quantity, isLast: true, price: price,
            fee: Money(nanos: 12_345_678), slippage: Money(nanos: 1_000_000), rule: .quote,
            source: .quote(quote), time: time)
    }

    /// The number of the trade that an order opens or closes.
    private func trade(of order: Int) -> Int {
        order / (2 * symbols.count) * symbols.count + order % symbols.count
    }

    /// The finaliser of SplitMix64.
    private static func mixed(_ number: UInt64) -> UInt64 {
        var mixed = number &* 0x9e37_79b9_7f4a_7c15
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
