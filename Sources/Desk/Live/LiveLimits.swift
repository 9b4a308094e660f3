import Domain
public import Storage
import Synchronization

/// The limits in force, which a person may change while the desk runs.
public final class LiveLimits: Sendable {
    private let values: Mutex<[LiveLimit: LimitValue]>

    /// The limits as the ledger has them.
    public init(of ledger: Ledger) async throws(StorageError) {
        var values: [LiveLimit: LimitValue] = [:]
        for limit in LiveLimit.allCases {
            values[limit] = try await ledger.value(of: limit.setting)
        }
        self.values = Mutex(values)
    }

    subscript(limit: LiveLimit) -> LimitValue {
        values.withLock { $0[limit] } ?? limit.setting.standard
    }

    func set(_ value: LimitValue, for limit: LiveLimit) { values.withLock { $0[limit] = value } }
}

/// An order that was sent, as far as limits count it.
struct SentOrder: Hashable, Sendable {
    let time: Timestamp
    let ticket: OrderTicket
    /// What it was expected to cost.
    let value: Money
}

extension SentOrder {
    fileprivate init(_ order: BookedOrder) {
        let price = order.averagePrice ?? order.ticket.type.limit ?? .zero
        let value = try? order.terms.quantity.map { quantity throws(AmountOutOfRange) in
            try price.cost(of: quantity, rounding: .up)
        }
        self.init(time: order.createdAt, ticket: order.ticket, value: value ?? .zero)
    }
}

/// The orders of a day that limits count.
struct OrderTally: Sendable {
    private var orders: [SentOrder] = []

    /// What the ledger has of today, after a restart.
    init(of ledger: Ledger, since: Timestamp) async throws(StorageError) {
        var before: Int64?
        while true {
            let some = try await ledger.orders(.live, before: before, limit: Self.ordersPerLook)
            let today = some.prefix { $0.createdAt >= since }
            orders += today.lazy.filter(Self.isCounted).map(SentOrder.init)
            guard let last = today.last, today.count == Self.ordersPerLook else { break }
            before = last.id
        }
        orders.reverse()
    }

    private static let ordersPerLook = 500

    /// Legs come with their entries, and what is of elsewhere no limit of ours holds.
    private static func isCounted(_ order: BookedOrder) -> Bool {
        order.ticket.parent == nil && order.ticket.origin.strategy != .external
    }

    mutating func add(_ order: SentOrder) { orders.append(order) }

    /// Forgets what is of an earlier day.
    mutating func forget(before time: Timestamp) { orders.removeAll { $0.time < time } }

    /// The entries since a moment.
    func entries(since time: Timestamp) -> [SentOrder] {
        orders.filter { $0.time > time && $0.ticket.effect.isOpening }
    }

    /// The orders since a moment.
    func all(since time: Timestamp) -> [SentOrder] { orders.filter { $0.time > time } }
}
