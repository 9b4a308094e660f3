extension Lots {
    /// Closes several lots, or a part of one.
    @usableFromInline
    mutating func closeParts(
        _ execution: Execution, in selection: LotScope<Order, Strategy>,
        note: (ClosedLot<Order>) -> Void
    ) throws(LotFault) {
        let available: Quantity
        do { available = try quantity(in: selection) } catch { throw .outOfRange(error) }
        guard execution.quantity <= available else {
            throw .notEnoughShares(asked: execution.quantity, held: available)
        }
        do throws(AmountOutOfRange) {
            var rest = Rest(of: execution)
            var closings: [ClosedLot<Order>] = []
            var kept = lots
            for index in lots.indices
            where rest.quantity > .zero && selection.includes(lots[index]) {
                let part = try rest.take(min(lots[index].quantity, rest.quantity))
                let (closing, left) = try Self.split(lots[index], part)
                closings.append(closing)
                if let left { kept[index] = left } else { kept[index].quantity = .zero }
            }
            held = kept.filter { $0.quantity > .zero }
            closings.forEach(note)
        } catch {
            throw .outOfRange(error)
        }
    }

    /// Takes a part out of a lot; the lot's own costs are shared the same way.
    static func split(
        _ lot: OpenLot<Order, Strategy>, _ part: Part
    ) throws(AmountOutOfRange) -> (ClosedLot<Order>, remainder: OpenLot<Order, Strategy>?) {
        let whole = lot.quantity
        func share<A: Amount>(_ amount: A) throws(AmountOutOfRange) -> A {
            try amount.share(of: part.quantity, in: whole, rounding: .towardsZero)
        }
        let (value, fees, slippage) = (
            try share(lot.entryValue), try share(lot.entryFees), try share(lot.entrySlippage)
        )
        let closing = ClosedLot(
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

    init(of execution: Execution) {
        quantity = execution.quantity
        value = execution.value
        fee = execution.fee
        slippage = execution.slippage
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
