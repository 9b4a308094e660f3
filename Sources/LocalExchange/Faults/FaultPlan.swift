import Domain

/// What goes wrong, and when: a hash of the seed and of what is counted, so that a seed replays it.
struct FaultPlan: Hashable, Sendable {
    /// Nil for an exchange on which nothing goes wrong.
    let seed: UInt64?

    /// The kinds of chance, each a series of its own.
    enum Kind: UInt64 {
        case request = 1, status, delay, field, reject, size, event, disconnect
    }

    /// A number below `bound` for the nth of a kind; 0 where nothing goes wrong.
    func draw(_ kind: Kind, _ number: UInt64, below bound: UInt64) -> UInt64 {
        guard let seed else { return 0 }
        let key = HashedNames.number(seed, at: kind.rawValue)
        return HashedNames.number(key, at: number) % bound
    }

    /// Whether one in so many happens.
    func happens(_ kind: Kind, _ number: UInt64, oneIn odds: UInt64) -> Bool {
        seed != nil && draw(kind, number, below: odds) == odds - 1
    }

    /// Whether an order is refused after it was accepted.
    func rejects(orderNumber: Int) -> Bool {
        happens(.reject, UInt64(orderNumber), oneIn: 12)
    }

    /// How many whole shares of an order fill where not all of it does: one time in ten.
    func part(of largest: Quantity, _ symbol: Symbol, at time: Timestamp) -> Quantity? {
        let key = HashedNames.key(of: symbol.description) &+ UInt64(bitPattern: time.nanoseconds)
        guard largest.wholeShares > 1, happens(.size, key, oneIn: 10) else { return nil }
        let shares = 1 + Int64(draw(.field, key, below: UInt64(largest.wholeShares - 1)))
        return Quantity(billionths: shares * Quantity.oneShare)
    }

    /// How much a quote offers: anything, or now and then one to a few shares.
    func offeredSize(of symbol: Symbol, at time: Timestamp) -> Quantity {
        let whole = Quantity(billionths: .max)
        guard seed != nil else { return whole }
        let key = HashedNames.key(of: symbol.description) &+ UInt64(bitPattern: time.nanoseconds)
        guard happens(.size, key, oneIn: 3) else { return whole }
        let shares = Int64(draw(.field, key, below: 4)) + 1
        return Quantity(billionths: shares * Quantity.oneShare)
    }
}
