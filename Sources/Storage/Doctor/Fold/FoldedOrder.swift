import Domain
import GRDB

/// An order as its journal rows make it.
struct FoldedOrder {
    let id: Int64
    let epoch: Int64
    let ticket: OrderTicket
    var state: OrderState = .pending
    var terms: WorkingTerms
    var filled: Quantity = .zero
    var filledValue: Money = .zero
    var fees: Money = .zero
    var ending: OrderEnding?
    var acceptedAt: Timestamp?
    var acceptedSequence: Int64?
    var updatedAt: Timestamp
    var brokerOrderID: String?

    init(_ booked: BookedOrder) {
        id = booked.id
        epoch = booked.epoch
        ticket = booked.ticket
        var quantity: Quantity?
        if case .shares(let shares) = ticket.size { quantity = shares }
        terms = WorkingTerms(quantity: quantity, type: ticket.type)
        updatedAt = booked.createdAt
    }

    /// The stop it holds now; a trailing stop's follows its best price.
    var stopNow: Price? {
        switch terms.type {
        case .stop(let stop), .stopLimit(let stop, _): return stop
        case .trailingStop(let trail):
            guard let best = terms.best else { return nil }
            return try? trail.stop(behind: best, side: ticket.side)
        case .market, .limit: return nil
        }
    }

    /// The columns that follow from the journal.
    var cells: ExpectedCells {
        var trail: Price?
        var trailRate: Rate?
        switch terms.type {
        case .trailingStop(.amount(let amount)): trail = amount
        case .trailingStop(.rate(let rate)): trailRate = rate
        case .market, .limit, .stop, .stopLimit: break
        }
        return [
            ("status", state.rawValue.databaseValue),
            ("terms_type", terms.type.name.databaseValue),
            ("terms_quantity_billionths", terms.quantity.databaseValue),
            ("terms_limit_nanos", terms.type.limit.databaseValue),
            ("terms_stop_nanos", terms.type.stop.databaseValue),
            ("terms_trail_nanos", trail.databaseValue),
            ("terms_trail_billionths", trailRate.databaseValue),
            ("best_nanos", terms.best.databaseValue),
            ("is_triggered", terms.isTriggered.databaseValue),
            ("filled_billionths", filled.databaseValue),
            ("filled_value_nanos", filledValue.databaseValue),
            ("fees_nanos", fees.databaseValue),
            ("ending", text(ending?.rawValue)),
            ("accepted_ns", acceptedAt.databaseValue),
            ("accepted_sequence", acceptedSequence?.databaseValue ?? .null),
            ("updated_ns", updatedAt.databaseValue),
            ("broker_order_id", text(brokerOrderID)),
        ]
    }
}

/// A row's columns with what they must hold.
typealias ExpectedCells = [(column: String, value: DatabaseValue)]

/// A text or NULL.
func text(_ text: String?) -> DatabaseValue { text?.databaseValue ?? .null }
