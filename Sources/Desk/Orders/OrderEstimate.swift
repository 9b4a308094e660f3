import Domain

/// What an entry is expected to cost, before it is filled.
enum OrderEstimate {
    /// What a market order may cost more than the last price.
    static let margin = Rate(basisPoints: 200)

    /// What a share may cost at most, as far as that can be known: the limit, the stop or the last
    /// price plus the margin; nil without a price.
    static func price(of ticket: OrderTicket, last: Price?) -> Price? {
        switch ticket.type {
        case .limit(let limit), .stopLimit(_, let limit): limit
        case .stop(let stop): loaded(stop)
        case .market, .trailingStop: last.flatMap(loaded)
        }
    }

    /// The cash that an entry binds; zero for an order that closes, and where nothing is known: the
    /// engine checks cash again at the fill.
    static func cost(
        of ticket: OrderTicket, last: Price?
    ) throws(AmountOutOfRange) -> Money {
        guard ticket.effect.isOpening, case .shares(let quantity) = ticket.size,
            let price = price(of: ticket, last: last)
        else { return .zero }
        return try price.cost(of: quantity, rounding: .up)
    }

    private static func loaded(_ price: Price) -> Price? {
        guard let extra = try? price.scaled(by: margin, rounding: .up) else { return nil }
        return try? price + extra
    }
}
