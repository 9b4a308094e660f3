import Domain

/// One symbol in the engine: its lots and its working orders.
struct Book: Sendable {
    let symbol: Symbol
    var lots = LotBook()
    /// Oldest first.
    var working: [WorkingOrder] = []

    init(symbol: Symbol) { self.symbol = symbol }

    /// Where the order of this age stands.
    func index(ofAge age: UInt64) -> Int? {
        let index = firstIndex(notBelow: age)
        return index < working.count && working[index].age == age ? index : nil
    }

    /// The first order that is not older; ages ascend.
    func firstIndex(notBelow age: UInt64) -> Int {
        var (low, high) = (0, working.count)
        while low < high {
            let middle = (low + high) / 2
            if working[middle].age < age { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Gauge {
    /// Without orders no bar counts, but for the first price of a session.
    mutating func sleep() {
        wakeBelow = awaitsPrice ? .max : 0
        wakeAbove = .max
    }

    /// Also wakes at the prices of one more order.
    mutating func wake(for wake: (below: Int64, above: Int64)) {
        wakeBelow = max(wakeBelow, wake.below)
        wakeAbove = min(wakeAbove, wake.above)
    }
}

extension WorkingOrder {
    /// The order may be concerned by a bar with a low at or below the first, or a high at or above
    /// the second.
    var wake: (below: Int64, above: Int64) {
        let always = (below: Int64.max, above: Int64.min)
        switch timeInForce {
        case .cls: return (.min, .max)  // The closing looks itself.
        case .ioc, .fok, .opg, .nextBar: return always
        case .day, .gtc: break
        }
        if isPlain {
            guard let limit else { return always }
            return side == .buy ? (limit.nanos, .max) : (.min, limit.nanos)
        }
        guard let stop = terms.type.stop else { return always }  // A trailing stop sees every bar.
        return side == .buy ? (.min, stop.nanos) : (stop.nanos, .max)
    }
}
