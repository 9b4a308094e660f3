/// The open lots of one symbol, oldest first: the one place that knows how fills change them.
///
/// The engine, the ledger and the doctor all book through it. A call that throws changes nothing.
public struct LotBook: Hashable, Sendable {
    /// The open lots, oldest first, all of one side.
    public private(set) var lots: [Lot]

    /// A book of these lots, oldest first.
    public init(lots: [Lot] = []) { self.lots = lots }

    /// All open shares that the selection includes.
    public func quantity(in selection: LotSelection) throws(AmountOutOfRange) -> Quantity {
        var sum = Quantity.zero
        for index in lots.indices where selection.includes(lots[index]) {
            try sum += lots[index].quantity
        }
        return sum
    }

    /// The side that is held, or nil when flat.
    public var side: PositionSide? { lots.first?.side }

    /// Books an entry's fill: a new lot, or more of the order's own.
    @discardableResult
    public mutating func open(_ fill: Fill, strategy: StrategyName) throws(LotFault) -> Lot {
        let side: PositionSide = fill.side == .buy ? .long : .short
        guard lots.allSatisfy({ $0.side == side }) else {
            throw .bothSides(symbol: fill.symbol)
        }
        do {
            guard let index = lots.firstIndex(where: { $0.id == fill.order }) else {
                let lot = Lot(
                    id: fill.order, symbol: fill.symbol, side: side, strategy: strategy,
                    quantity: fill.quantity, entryValue: try fill.value, entryFees: fill.fee,
                    entrySlippage: fill.slippage, openedAt: fill.time)
                lots.append(lot)
                return lot
            }
            var lot = lots[index]
            try lot.quantity += fill.quantity
            try lot.entryValue += try fill.value
            try lot.entryFees += fill.fee
            try lot.entrySlippage += fill.slippage
            lots[index] = lot
            return lot
        } catch {
            throw .outOfRange(error)
        }
    }

    /// Books an exit's fill on the selected lots, first in first out.
    ///
    /// Value, fee and slippage of the fill are shared by shares, rounded towards zero, and the
    /// remainder goes to the last part, so that the parts sum to the whole.
    @discardableResult
    public mutating func close(
        _ fill: Fill, in selection: LotSelection
    ) throws(LotFault) -> [LotClosing] {
        var closings: [LotClosing] = []
        try close(fill, in: selection) { closings.append($0) }
        return closings
    }

    /// The same; tells `note` each closing, for those who keep none.
    public mutating func close(
        _ fill: Fill, in selection: LotSelection, note: (LotClosing) -> Void
    ) throws(LotFault) {
        do {
            if lots.count == 1, lots[0].quantity == fill.quantity, selection.includes(lots[0]) {
                note(try Self.closing(of: lots[0], by: fill))
                lots.removeAll(keepingCapacity: true)
                return
            }
            let held = try quantity(in: selection)
            guard fill.quantity <= held else {
                throw LotFault.notEnoughShares(
                    symbol: fill.symbol, asked: fill.quantity, held: held)
            }
            var rest = Rest(quantity: fill.quantity, value: try fill.value, fill: fill)
            var remainder: (index: Int, lot: Lot)?
            var closings: [LotClosing] = []
            for index in lots.indices
            where rest.quantity > .zero && selection.includes(lots[index]) {
                let part = try rest.take(min(lots[index].quantity, rest.quantity))
                let (closing, left) = try Self.split(lots[index], part)
                closings.append(closing)
                if let left { remainder = (index, left) }  // At most the last one leaves any.
            }
            if let remainder { lots[remainder.index] = remainder.lot }
            for closing in closings {
                if closing.isWhole { remove(closing.lot) }
                note(closing)
            }
        } catch let fault as LotFault {
            throw fault
        } catch let error as AmountOutOfRange {
            throw .outOfRange(error)
        } catch {
            preconditionFailure("Amounts and lots throw no other errors.")
        }
    }

    /// The end of a lot that one fill takes whole: nothing has to be shared.
    private static func closing(
        of lot: Lot, by fill: Fill
    ) throws(AmountOutOfRange) -> LotClosing {
        LotClosing(
            lot: lot.id, side: lot.side, quantity: lot.quantity, entryValue: lot.entryValue,
            exitValue: try fill.value, fees: try lot.entryFees + fill.fee,
            slippage: try lot.entrySlippage + fill.slippage, isWhole: true)
    }

    private mutating func remove(_ lot: ClientOrderID) {
        if let index = lots.firstIndex(where: { $0.id == lot }) { lots.remove(at: index) }
    }

    /// Takes a part out of a lot; the lot's own costs are shared the same way.
    static func split(
        _ lot: Lot, _ part: Part
    ) throws(AmountOutOfRange) -> (LotClosing, remainder: Lot?) {
        let whole = lot.quantity
        func share<A: Amount>(_ amount: A) throws(AmountOutOfRange) -> A {
            try amount.share(of: part.quantity, in: whole, rounding: .towardsZero)
        }
        let (value, fees, slippage) = (
            try share(lot.entryValue), try share(lot.entryFees), try share(lot.entrySlippage)
        )
        let closing = LotClosing(
            lot: lot.id, side: lot.side, quantity: part.quantity, entryValue: value,
            exitValue: part.value, fees: try fees + part.fee,
            slippage: try slippage + part.slippage, isWhole: part.quantity == whole)
        guard part.quantity < whole else { return (closing, nil) }
        var remainder = lot
        try remainder.quantity -= part.quantity
        try remainder.entryValue -= value
        try remainder.entryFees -= fees
        try remainder.entrySlippage -= slippage
        return (closing, remainder)
    }

    /// Replaces the lots after a corporate action.
    mutating func replace(with lots: [Lot]) { self.lots = lots }
}

/// The part of an exit that falls to one lot.
struct Part {
    var quantity: Quantity
    var value: Money
    var fee: Money
    var slippage: Money
}

/// What of an exit is not yet given to a lot.
private struct Rest {
    var quantity: Quantity
    var value: Money
    var fee: Money
    var slippage: Money

    init(quantity: Quantity, value: Money, fill: Fill) {
        self.quantity = quantity
        self.value = value
        fee = fill.fee
        slippage = fill.slippage
    }

    mutating func take(_ taken: Quantity) throws(AmountOutOfRange) -> Part {
        let part = Part(
            quantity: taken,
            value: try value.share(of: taken, in: quantity, rounding: .towardsZero),
            fee: try fee.share(of: taken, in: quantity, rounding: .towardsZero),
            slippage: try slippage.share(of: taken, in: quantity, rounding: .towardsZero))
        try quantity -= taken
        try value -= part.value
        try fee -= part.fee
        try slippage -= part.slippage
        return part
    }
}
