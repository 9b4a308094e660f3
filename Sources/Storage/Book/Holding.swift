import Domain

/// What is held of one symbol while batches are booked: the open trades, and the position they are.
struct Holding {
    /// The open trades, oldest first.
    var open: [BookedTrade]
    /// The last price known.
    var price: Price?
    private(set) var position: BookedPosition?
    private let stored: BookedPosition?

    init(open: [BookedTrade], position: BookedPosition?, price: Price?) {
        self.open = open
        self.position = position
        self.price = price
        stored = position
    }

    /// The open trades as lots.
    var book: LotBook { LotBook(lots: open.map(\.openLot)) }

    /// Derives the position again after a row of the journal.
    ///
    /// A position keeps its number until it is flat, and its time where nothing but the price is
    /// new.
    mutating func refresh(at now: Timestamp) throws {
        guard let next = try BookedPosition(of: open, id: position?.id, at: now) else {
            position = nil
            return
        }
        if let position, position.holdsTheSame(as: next) { return }
        position = next
    }

    /// Values the position at the last price.
    mutating func value() throws { try position?.mark(at: price) }

    /// Writes the position where it differs from what is stored.
    func save(to positions: PositionStore, symbol: Symbol) throws {
        guard position != stored else { return }
        if let position {
            try positions.replace(position)
        } else {
            try positions.delete(symbol)
        }
    }
}

extension BookedTrade {
    /// Takes over what the lot came to after a fill or a corporate action.
    mutating func take(_ lot: Lot) {
        quantity = lot.quantity
        entryValue = lot.entryValue
        fees = lot.entryFees
        slippage = lot.entrySlippage
    }

    /// Becomes the closed trade of one closing.
    mutating func close(_ closing: LotClosing, by exit: Exit) throws {
        status = .closed
        quantity = closing.quantity
        entryValue = closing.entryValue
        exitValue = closing.exitValue
        fees = closing.fees
        slippage = closing.slippage
        realized = try closing.realized
        exitTime = exit.time
        exitReason = exit.reason
        exitOrder = exit.order
    }

    /// Adds what the same exit closed of the same lot by an earlier fill.
    mutating func absorb(_ part: BookedTrade) throws {
        try quantity += part.quantity
        try entryValue += part.entryValue
        exitValue = try (exitValue ?? .zero) + (part.exitValue ?? .zero)
        try fees += part.fees
        try slippage += part.slippage
        realized = try (realized ?? .zero) + (part.realized ?? .zero)
    }
}

/// How lots come to be closed: by a fill of an order, or by a split.
struct Exit {
    /// The order; nil for a split.
    let order: ClientOrderID?
    let reason: ExitReason
    /// Market time.
    let time: Timestamp
    /// Whether earlier fills of the order may have closed a part of the same lot.
    let mayContinue: Bool
}
