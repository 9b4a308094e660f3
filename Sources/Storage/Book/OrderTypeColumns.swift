import Domain

/// An order type as five columns: its word, limit, stop and the two kinds of trail.
struct OrderTypeColumns {
    let name: String
    let limit: Price?
    let stop: Price?
    let trail: Price?
    let trailRate: Rate?

    init(_ type: OrderType) {
        name = type.name
        limit = type.limit
        stop = type.stop
        switch type {
        case .trailingStop(.amount(let amount)): (trail, trailRate) = (amount, nil)
        case .trailingStop(.rate(let rate)): (trail, trailRate) = (nil, rate)
        case .market, .limit, .stop, .stopLimit: (trail, trailRate) = (nil, nil)
        }
    }

    /// Reads the five columns, which stand next to each other.
    init(from cells: inout Cells) throws {
        name = try cells.text()
        limit = cells.optionalAmount()
        stop = cells.optionalAmount()
        trail = cells.optionalAmount()
        trailRate = cells.optionalAmount()
    }

    /// Binds them in the same order.
    func bind(to row: inout RowBinding) {
        row.add(name)
        row.add(limit)
        row.add(stop)
        row.add(trail)
        row.add(trailRate)
    }

    /// The type, where the columns fit each other.
    var type: OrderType {
        get throws {
            switch (name, limit, stop, trail, trailRate) {
            case ("market", nil, nil, nil, nil): return .market
            case ("limit", let limit?, nil, nil, nil): return .limit(limit)
            case ("stop", nil, let stop?, nil, nil): return .stop(stop)
            case ("stop_limit", let limit?, let stop?, nil, nil):
                return .stopLimit(stop: stop, limit: limit)
            case ("trailing_stop", nil, nil, let trail?, nil): return .trailingStop(.amount(trail))
            case ("trailing_stop", nil, nil, nil, let rate?): return .trailingStop(.rate(rate))
            default: throw StorageError.corrupt("an order of type \(name) has other prices")
            }
        }
    }
}
