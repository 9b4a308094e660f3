/// The open lots of one symbol, oldest first: the one place that knows how fills change them.
///
/// The engine, the ledger and the doctor all book through it. A call that throws changes nothing.
public struct Lots<Order: Hashable & Sendable, Strategy: Hashable & Sendable>: Hashable, Sendable {
    @usableFromInline var held: [OpenLot<Order, Strategy>]

    /// A book of these lots, oldest first.
    @inlinable
    public init(lots: [OpenLot<Order, Strategy>] = []) { held = lots }

    /// The open lots, oldest first, all of one side.
    @inlinable public var lots: [OpenLot<Order, Strategy>] { held }

    /// All open shares that the selection includes.
    @inlinable
    public func quantity(
        in selection: LotScope<Order, Strategy>
    ) throws(AmountOutOfRange) -> Quantity {
        var sum = Quantity.zero
        for index in held.indices where selection.includes(held[index]) {
            try sum += held[index].quantity
        }
        return sum
    }

    /// The side that is held, or nil when flat.
    @inlinable public var side: PositionSide? { held.isEmpty ? nil : held[0].side }

    /// Books an entry's execution: a new lot, or more of the order's own.
    ///
    /// - Returns: the lot's index.
    @inlinable
    @discardableResult
    public mutating func open(
        _ execution: Execution, of order: Order, side: PositionSide, strategy: Strategy
    ) throws(LotFault) -> Int {
        guard self.side ?? side == side else { throw .bothSides }
        do {
            guard let index = held.firstIndex(where: { $0.id == order }) else {
                held.append(
                    OpenLot(
                        id: order, side: side, strategy: strategy, quantity: execution.quantity,
                        entryValue: execution.value, entryFees: execution.fee,
                        entrySlippage: execution.slippage, openedAt: execution.time))
                return held.count - 1
            }
            var lot = held[index]
            try lot.quantity += execution.quantity
            try lot.entryValue += execution.value
            try lot.entryFees += execution.fee
            try lot.entrySlippage += execution.slippage
            held[index] = lot
            return index
        } catch {
            throw .outOfRange(error)
        }
    }

    /// Books an exit's execution on the selected lots, first in first out, and tells `note` each
    /// closing.
    ///
    /// Value, fee and slippage are shared by shares, rounded towards zero, and the remainder goes
    /// to the last part, so that the parts sum to the whole.
    @inlinable
    public mutating func close(
        _ execution: Execution, in selection: LotScope<Order, Strategy>,
        note: (ClosedLot<Order>) -> Void
    ) throws(LotFault) {
        do throws(AmountOutOfRange) {
            if held.count == 1, held[0].quantity == execution.quantity,
                selection.includes(held[0])
            {
                note(try Self.closing(of: held[0], by: execution))
                held.removeLast()
                return
            }
        } catch {
            throw .outOfRange(error)
        }
        try closeParts(execution, in: selection, note: note)
    }

    /// The end of a lot that one execution takes whole: nothing has to be shared.
    @inlinable
    static func closing(
        of lot: OpenLot<Order, Strategy>, by execution: Execution
    ) throws(AmountOutOfRange) -> ClosedLot<Order> {
        ClosedLot(
            lot: lot.id, side: lot.side, quantity: lot.quantity, entryValue: lot.entryValue,
            exitValue: execution.value, fees: try lot.entryFees + execution.fee,
            slippage: try lot.entrySlippage + execution.slippage, isWhole: true)
    }

    /// Replaces the lots after a corporate action.
    mutating func replace(with lots: [OpenLot<Order, Strategy>]) { held = lots }
}

/// The open lots of one symbol by their names.
public typealias LotBook = Lots<ClientOrderID, StrategyName>

extension LotBook {
    /// Books an entry's fill: a new lot, or more of the order's own.
    ///
    /// - Returns: the lot as it is now.
    @discardableResult
    public mutating func open(_ fill: Fill, strategy: StrategyName) throws(LotFault) -> Lot {
        let side: PositionSide = fill.side == .buy ? .long : .short
        let execution = try numbers(of: fill)
        let index = try open(execution, of: fill.order, side: side, strategy: strategy)
        return lots[index]
    }

    /// Books an exit's fill on the selected lots, first in first out.
    ///
    /// What a broker has closed is closed: where the selected lots no longer hold as much, because
    /// another exit took them first, the rest comes from the others, oldest first.
    @discardableResult
    public mutating func close(
        _ fill: Fill, in selection: LotSelection
    ) throws(LotFault) -> [LotClosing] {
        var closings: [LotClosing] = []
        guard fill.rule == .broker, side?.closing == fill.side,
            let selected = try? quantity(in: selection), selected < fill.quantity
        else {
            try close(numbers(of: fill), in: selection) { closings.append($0) }
            return closings
        }
        var book = LotBook(
            lots: lots.filter(selection.includes) + lots.filter { !selection.includes($0) })
        try book.close(numbers(of: fill), in: .all) { closings.append($0) }
        replace(with: lots.compactMap { lot in book.lots.first { $0.id == lot.id } })
        return closings
    }

    private func numbers(of fill: Fill) throws(LotFault) -> Execution {
        do { return try fill.execution } catch { throw .outOfRange(error) }
    }
}
