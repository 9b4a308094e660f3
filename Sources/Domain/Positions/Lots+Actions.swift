/// What a corporate action did to the lots of a symbol.
public struct ActionOutcome<Order: Hashable & Sendable>: Hashable, Sendable {
    /// Cash received, or paid where it is below zero.
    public var cash: Money
    /// Fractions paid out in cash.
    public var closings: [ClosedLot<Order>]
}

extension Lots {
    /// Books a split or dividend.
    public mutating func adjust(
        _ adjustment: LotAdjustment
    ) throws(LotFault) -> ActionOutcome<Order> {
        do {
            switch adjustment.action {
            case .dividend(let perShare):
                return ActionOutcome(cash: try dividend(perShare), closings: [])
            case .split(let new, let old):
                return try split(new: new, old: old, adjustment: adjustment)
            }
        } catch {
            throw .outOfRange(error)
        }
    }

    /// What the holders of these lots receive; a short position pays it.
    private func dividend(_ perShare: Price) throws(AmountOutOfRange) -> Money {
        var sum = Money.zero
        for lot in lots {
            let cash = try perShare.cost(of: lot.quantity, rounding: .halfEven)
            sum = lot.side == .long ? try sum + cash : try sum - cash
        }
        return sum
    }

    /// Exchanges old shares for new ones, lot by lot: each gets the whole units of the ratio,
    /// and the fraction of a unit left of it is paid out at the reference price.
    private mutating func split(
        new: Int64, old: Int64, adjustment: LotAdjustment
    ) throws(AmountOutOfRange) -> ActionOutcome<Order> {
        let unit = Int128(adjustment.unit.billionths)
        var kept: [OpenLot<Order, Strategy>] = []
        var outcome = ActionOutcome<Order>(cash: .zero, closings: [])
        for var lot in lots {
            // A billionth at least: a lot of nothing could not be priced or closed any more.
            let exact = max(1, Int128(lot.quantity.billionths) * Int128(new) / Int128(old))
            lot.quantity = try Quantity(narrowing: exact)
            let fraction = try Quantity(narrowing: exact % unit)
            guard fraction > .zero, let price = adjustment.reference else {
                kept.append(lot)
                continue
            }
            let value = try price.cost(of: fraction, rounding: .halfEven)
            let part = Part(quantity: fraction, value: value, fee: .zero, slippage: .zero)
            let (closing, remainder) = try Self.split(lot, part)
            outcome.closings.append(closing)
            outcome.cash =
                lot.side == .long ? try outcome.cash + value : try outcome.cash - value
            if let remainder { kept.append(remainder) }
        }
        replace(with: kept)
        return outcome
    }
}

extension LotBook {
    /// Books a split or dividend.
    public mutating func adjust(
        _ adjustment: Adjustment
    ) throws(LotFault) -> ActionOutcome<ClientOrderID> {
        try adjust(adjustment.onLots)
    }
}
