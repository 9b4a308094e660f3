import Domain
import Storage

/// A fixed stream of batches: entries that fill in two parts, exits, and limits that are cancelled.
enum BatchStream {
    static let count = 32

    /// Writes the batches that the ledger does not have yet.
    ///
    /// - Parameter acknowledge: called with a batch's number, from 1, once its commit has returned.
    static func run(on ledger: Ledger, acknowledge: @Sendable (Int) -> Void) async throws {
        let written = Int(try await ledger.openState(.paper).cursor?.count ?? 0)
        for number in (written + 1)..<(count + 1) {
            try await ledger.commit(try batch(number))
            acknowledge(number)
        }
    }

    /// The orders that a batch writes down.
    static func orders(of number: Int) throws -> [ClientOrderID] {
        try batch(number).intents.map(\.id)
    }

    /// Entry, its second fill, an exit of a part, a limit in place of the one before; and again.
    static func batch(_ number: Int) throws -> Batch {
        let round = (number - 1) / 4
        let symbol = try known(Symbol(round.isMultiple(of: 2) ? "AAA" : "BBB"))
        var batch = Batch(mode: .paper, submittedAt: time(number))
        let entry = OrderTicket(
            id: try known(ClientOrderID("entry-\(round)")), symbol: symbol, side: .buy,
            effect: .open, size: .shares(shares(20)))
        switch (number - 1) % 4 {
        case 0: batch.add(entry, fill(entry, 8, after: 0, at: number))
        case 1: batch.reports = [fill(entry, 12, after: 8, at: number)]
        case 2:
            let exit = OrderTicket(
                id: try known(ClientOrderID("exit-\(round)")), symbol: symbol, side: .sell,
                effect: .close(.all), size: .shares(shares(Int64(5 + round))))
            batch.add(exit, fill(exit, Int64(5 + round), after: 0, at: number))
        default:
            let limit = OrderTicket(
                id: try known(ClientOrderID("limit-\(round)")), symbol: symbol, side: .buy,
                effect: .open, size: .shares(shares(1)), type: .limit(dollars(5)),
                timeInForce: .gtc)
            batch.add(limit)
            if let old = ClientOrderID("limit-\(round - 1)"), round > 0 {
                batch.reports.append(.cancelled(old, .requested, at: time(number)))
            }
        }
        let mark = dollars(Int64(100 + number))
        batch.marks = [Mark(symbol: symbol, price: mark, time: time(number))]
        batch.cursor = FeedCursor(time: time(number), count: Int64(number))
        batch.equity = [
            EquityMark(
                equity: Money(nanos: mark.nanos), cash: .zero,
                positionsValue: Money(nanos: mark.nanos), time: time(number))
        ]
        return batch
    }

    private static func fill(
        _ ticket: OrderTicket, _ count: Int64, after filled: Int64, at number: Int
    ) -> OrderReport {
        let isLast = ticket.size == .shares(shares(filled + count))
        return .filled(
            Fill(
                ticket: ticket, quantity: shares(count), cumulative: shares(filled + count),
                isLast: isLast,
                price: Price(nanos: dollars(100).nanos + Int64(number) * 123_456_789),
                fee: Money(nanos: 1_000_000), slippage: .zero, rule: .broker,
                source: .broker("execution-\(number)"), time: time(number)))
    }

    /// Half a New York day apart.
    private static func time(_ number: Int) -> Timestamp {
        Timestamp(nanoseconds: 1_769_000_000_000_000_000).advanced(
            bySeconds: Int64(number) * 43_200)
    }
}

extension Batch {
    fileprivate mutating func add(_ ticket: OrderTicket, _ reports: OrderReport...) {
        intents.append(ticket)
        self.reports += [.accepted(ticket.id, at: submittedAt)] + reports
    }
}

/// A name of the scenes that is none.
struct SceneFault: Error {}

/// Unwraps a name that was written for a scene.
func known<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw SceneFault() }
    return value
}

/// Whole shares.
func shares(_ count: Int64) -> Quantity { Quantity(billionths: count * 1_000_000_000) }

/// Whole dollars a share.
func dollars(_ count: Int64) -> Price { Price(nanos: count * 1_000_000_000) }
