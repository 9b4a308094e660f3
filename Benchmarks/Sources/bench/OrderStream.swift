import Domain
import Storage

/// Market orders without end, each with its fill: a hundred symbols bought one after the other,
/// then sold one after the other, and so on.
struct OrderStream {
    static let perBatch = 16
    static let shares: Int64 = 100

    /// An order and the fill that it gets.
    struct Entry {
        let number: Int
        let ticket: OrderTicket
        let fill: Fill

        /// Whether it opens a trade; else it closes one.
        var isBuy: Bool { ticket.side == .buy }
    }

    private let symbols: [Symbol]
    private var count = 0
    private var chance: UInt64

    init(seed: UInt64 = 42) {
        chance = seed
        symbols = (100..<200).compactMap { Symbol("S\($0)") }
    }

    /// The next batch of orders.
    mutating func next() throws -> [Entry] { try (0..<Self.perBatch).map { _ in try entry() } }

    private mutating func entry() throws -> Entry {
        let number = count
        count += 1
        let isBuy = number / symbols.count % 2 == 0
        // Names in no order, as callers make them: the worst for the index on them.
        guard let id = ClientOrderID("o-\(String(random(), radix: 36))-\(number)") else {
            throw TemporaryFolder.Failure()
        }
        let quantity = try Quantity(shares: Self.shares)
        let ticket = OrderTicket(
            id: id, symbol: symbols[number % symbols.count], side: isBuy ? .buy : .sell,
            effect: isBuy ? .open : .close(.all), size: .shares(quantity))
        let bid = Int64(5_000 + random() % 45_000) * 10_000_000
        let time = Timestamp(nanoseconds: 1_769_092_200_000_000_000 + Int64(number) * 200_000)
        let quote = Quote(
            time: time, bid: Price(nanos: bid), ask: Price(nanos: bid + 10_000_000),
            bidSize: quantity, askSize: quantity, last: Price(nanos: bid))
        let fill = Fill(
            ticket: ticket, quantity: quantity, cumulative: quantity, isLast: true,
            price: isBuy ? quote.ask : quote.bid, fee: Money(nanos: 12_345_678),
            slippage: Money(nanos: 1_000_000), rule: .quote, source: .quote(quote), time: time)
        return Entry(number: number, ticket: ticket, fill: fill)
    }

    private mutating func random() -> UInt64 {
        chance ^= chance << 13
        chance ^= chance >> 7
        chance ^= chance << 17
        return chance
    }
}
