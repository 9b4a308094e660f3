import Domain
import GRDB

extension BookedOrder {
    /// The columns that `init(from:table:)` reads, in its order.
    static let columns = """
        id, client_order_id, epoch, symbol, side, effect, lots, size_kind, quantity_billionths,
        notional_nanos, order_type, limit_nanos, stop_nanos, trail_nanos, trail_billionths,
        time_in_force, extended_hours, stop_loss_nanos, stop_limit_nanos, take_profit_nanos,
        strategy, regime, signal_reason, signal_explanation, role, parent_client_order_id,
        submitted_ns, created_ns, status, terms_type, terms_limit_nanos, terms_stop_nanos,
        terms_trail_nanos, terms_trail_billionths, terms_quantity_billionths, best_nanos,
        is_triggered, filled_billionths, filled_value_nanos, fees_nanos, ending, accepted_ns,
        accepted_sequence, updated_ns, broker_order_id
        """

    init(from row: Row, table: String) throws {
        var cells = Cells(row, of: table)
        let id = try cells.integer()
        let name = try cells.parsed { ClientOrderID(stored: $0) }
        let epoch = try cells.integer()
        let ticket = try OrderTicket(id: name, from: &cells)
        self.init(
            id: id, epoch: epoch, ticket: ticket, submittedAt: try cells.time(),
            createdAt: try cells.time())
        state = try cells.parsed { OrderState(rawValue: $0) }
        let type = try OrderTypeColumns(from: &cells)
        terms.type = try type.type
        terms.quantity = cells.optionalAmount()
        terms.best = cells.optionalAmount()
        terms.isTriggered = try cells.flag()
        filled = try cells.amount()
        filledValue = try cells.amount()
        fees = try cells.amount()
        ending = try cells.optionalParsed { OrderEnding(rawValue: $0) }
        acceptedAt = cells.optionalTime()
        acceptedSequence = cells.optionalInteger()
        updatedAt = try cells.time()
        brokerOrderID = cells.optionalText()
    }

    /// The sealed columns of a new order.
    var ticketValues: [DatabaseValue] {
        let numbers = [id.databaseValue, ticket.id.description.databaseValue, epoch.databaseValue]
        let times = [submittedAt.databaseValue, createdAt.databaseValue]
        return numbers + ticket.values + times
    }

    /// The columns that follow from the events.
    static let progressColumns = [
        "status", "terms_type", "terms_limit_nanos", "terms_stop_nanos", "terms_trail_nanos",
        "terms_trail_billionths", "terms_quantity_billionths", "best_nanos", "is_triggered",
        "filled_billionths", "filled_value_nanos", "fees_nanos", "ending", "accepted_ns",
        "accepted_sequence", "updated_ns", "broker_order_id",
    ]

    /// Their values, in their order.
    var progressValues: [DatabaseValue] {
        [state.rawValue.databaseValue] + OrderTypeColumns(terms.type).values + [
            terms.quantity.databaseValue, terms.best.databaseValue,
            (terms.isTriggered ? 1 : 0).databaseValue, filled.databaseValue,
            filledValue.databaseValue, fees.databaseValue, (ending?.rawValue).databaseValue,
            acceptedAt.databaseValue, acceptedSequence.databaseValue, updatedAt.databaseValue,
            brokerOrderID.databaseValue,
        ]
    }
}

extension OrderTicket {
    /// The ticket's columns from `symbol` to `parent_client_order_id`.
    fileprivate init(id: ClientOrderID, from cells: inout Cells) throws {
        let symbol = try cells.parsed { Symbol($0) }
        let side = try cells.parsed { OrderSide(rawValue: $0) }
        let effect = try PositionEffect(word: try cells.text(), lots: cells.optionalText())
        let size = try OrderSize(from: &cells)
        let type = try OrderTypeColumns(from: &cells)
        self.init(
            id: id, symbol: symbol, side: side, effect: effect, size: size, type: try type.type)
        timeInForce = try cells.parsed { TimeInForce(rawValue: $0) }
        extendedHours = try cells.flag()
        protection.stopLoss = cells.optionalAmount()
        protection.stopLimit = cells.optionalAmount()
        protection.takeProfit = cells.optionalAmount()
        origin.strategy = try cells.parsed { StrategyName($0) }
        origin.regime = cells.optionalText()
        origin.reason = cells.optionalText()
        origin.explanation = cells.optionalText()
        role = try cells.parsed { OrderRole(rawValue: $0) }
        parent = try cells.optionalParsed { ClientOrderID(stored: $0) }
    }

    /// The same columns for writing.
    fileprivate var values: [DatabaseValue] {
        let (kind, quantity, notional) = size.columns
        let head: [DatabaseValue] = [
            symbol.description.databaseValue, side.rawValue.databaseValue,
            effect.word.databaseValue, effect.lots.databaseValue, kind.databaseValue,
            quantity.databaseValue, notional.databaseValue,
        ]
        let tail: [DatabaseValue] = [
            timeInForce.rawValue.databaseValue, (extendedHours ? 1 : 0).databaseValue,
            protection.stopLoss.databaseValue, protection.stopLimit.databaseValue,
            protection.takeProfit.databaseValue, origin.strategy.description.databaseValue,
            origin.regime.databaseValue, origin.reason.databaseValue,
            origin.explanation.databaseValue, role.rawValue.databaseValue,
            (parent?.description).databaseValue,
        ]
        return head + OrderTypeColumns(type).values + tail
    }
}

extension OrderSize {
    fileprivate init(from cells: inout Cells) throws {
        let kind = try cells.text()
        let quantity: Quantity? = cells.optionalAmount()
        let notional: Money? = cells.optionalAmount()
        switch (kind, quantity, notional) {
        case ("shares", let quantity?, nil): self = .shares(quantity)
        case ("notional", nil, let notional?): self = .notional(notional)
        case ("all_cash", nil, nil): self = .allCash
        default: throw StorageError.corrupt("an order's size does not fit its kind \(kind)")
        }
    }

    fileprivate var columns: (kind: String, quantity: Quantity?, notional: Money?) {
        switch self {
        case .shares(let quantity): ("shares", quantity, nil)
        case .notional(let notional): ("notional", nil, notional)
        case .allCash: ("all_cash", nil, nil)
        }
    }
}

extension PositionEffect {
    /// Reads `all`, `strategy:x` and `lot:id`.
    fileprivate init(word: String, lots: String?) throws {
        let parts = (lots ?? "").split(separator: ":", maxSplits: 1)
        let name = parts.last ?? ""
        switch (word, parts.first) {
        case ("open", nil): self = .open
        case ("close", "all"): self = .close(.all)
        case ("close", "strategy"):
            guard let strategy = StrategyName(name) else { fallthrough }
            self = .close(.strategy(strategy))
        case ("close", "lot"):
            guard let lot = ClientOrderID(stored: String(name)) else { fallthrough }
            self = .close(.lot(lot))
        default: throw StorageError.corrupt("an order's lots are '\(lots ?? "")'")
        }
    }

    fileprivate var word: String { isOpening ? "open" : "close" }

    fileprivate var lots: String? {
        switch self {
        case .open: nil
        case .close(.all): "all"
        case .close(.strategy(let name)): "strategy:\(name)"
        case .close(.lot(let id)): "lot:\(id)"
        }
    }
}
