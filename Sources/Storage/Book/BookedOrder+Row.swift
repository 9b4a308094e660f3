import Domain

extension BookedOrder {
    /// The columns that `init(from:)` reads, in its order.
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

    init(from cells: inout Cells) throws {
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

    /// Binds the sealed columns of a new order.
    func bindTicket(to row: inout RowBinding) {
        row.add(id)
        row.add(ticket.id.description)
        row.add(epoch)
        ticket.bind(to: &row)
        row.add(submittedAt)
        row.add(createdAt)
    }

    /// The columns that follow from the events.
    static let progressColumns = [
        "status", "terms_type", "terms_limit_nanos", "terms_stop_nanos", "terms_trail_nanos",
        "terms_trail_billionths", "terms_quantity_billionths", "best_nanos", "is_triggered",
        "filled_billionths", "filled_value_nanos", "fees_nanos", "ending", "accepted_ns",
        "accepted_sequence", "updated_ns", "broker_order_id",
    ]

    /// Binds their values, in their order.
    func bindProgress(to row: inout RowBinding) {
        row.add(state.rawValue)
        OrderTypeColumns(terms.type).bind(to: &row)
        row.add(terms.quantity)
        row.add(terms.best)
        row.add(terms.isTriggered)
        row.add(filled)
        row.add(filledValue)
        row.add(fees)
        row.add(ending?.rawValue)
        row.add(acceptedAt)
        row.add(acceptedSequence)
        row.add(updatedAt)
        row.add(brokerOrderID)
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

    /// Binds the same columns.
    fileprivate func bind(to row: inout RowBinding) {
        let (kind, quantity, notional) = size.columns
        row.add(symbol.description)
        row.add(side.rawValue)
        row.add(effect.word)
        row.add(effect.lots)
        row.add(kind)
        row.add(quantity)
        row.add(notional)
        OrderTypeColumns(type).bind(to: &row)
        row.add(timeInForce.rawValue)
        row.add(extendedHours)
        row.add(protection.stopLoss)
        row.add(protection.stopLimit)
        row.add(protection.takeProfit)
        row.add(origin.strategy.description)
        row.add(origin.regime)
        row.add(origin.reason)
        row.add(origin.explanation)
        row.add(role.rawValue)
        row.add(parent?.description)
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
