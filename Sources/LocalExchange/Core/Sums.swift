import Domain

extension Amount {
    /// The nearest amount that 64 bits hold: for figures that are shown, never for what is booked.
    init(clamping wide: Int128) { self.init(units: Int64(clamping: wide)) }
}

extension Money {
    /// What a quantity costs at a price, for figures that are shown and compared.
    static func value(of quantity: Quantity, at price: Price) -> Money {
        let exact = Int128(price.nanos) * Int128(quantity.billionths)
        return Money(
            clamping: Rounding.halfEven.divide(exact, by: Int128(Quantity.oneShare)))
    }

    /// The sum, or the most that there is.
    func plus(_ other: Money) -> Money { Money(clamping: Int128(nanos) + Int128(other.nanos)) }

    /// The difference, or the most that there is.
    func minus(_ other: Money) -> Money { Money(clamping: Int128(nanos) - Int128(other.nanos)) }

    /// So many times it.
    func times(_ factor: Int64) -> Money { Money(clamping: Int128(nanos) * Int128(factor)) }

    /// A hundredth of it, so many times.
    func percent(_ percent: Int64) -> Money {
        Money(clamping: Rounding.halfEven.divide(Int128(nanos) * Int128(percent), by: 100))
    }

    /// The amount without its sign.
    var size: Money { nanos < 0 ? Money(clamping: -Int128(nanos)) : self }

    /// Its part of a whole; nil where there is none.
    func part(of whole: Money) -> Rate? {
        guard whole != .zero else { return nil }
        let exact = Int128(nanos) * Int128(Rate.one.billionths)
        let sign: Int128 = whole.nanos < 0 ? -1 : 1
        return Rate(
            clamping: Rounding.halfEven.divide(
                sign * exact, by: sign * Int128(whole.nanos)))
    }

    /// The price of one share where so many cost this.
    func perShare(_ quantity: Quantity) -> Price? {
        guard quantity != .zero else { return nil }
        let sign: Int128 = quantity.billionths < 0 ? -1 : 1
        let exact = Int128(nanos) * Int128(Quantity.oneShare)
        return Price(
            clamping: Rounding.halfEven.divide(
                sign * exact, by: sign * Int128(quantity.billionths)))
    }
}

extension Quantity {
    /// The sum, or the most that there is.
    func plus(_ other: Quantity) -> Quantity {
        Quantity(clamping: Int128(billionths) + Int128(other.billionths))
    }

    /// The difference, or the most that there is.
    func minus(_ other: Quantity) -> Quantity {
        Quantity(clamping: Int128(billionths) - Int128(other.billionths))
    }

    /// The quantity without its sign.
    var size: Quantity {
        billionths < 0 ? Quantity(clamping: -Int128(billionths)) : self
    }
}
