import AlpacaWire
import Domain

/// The rules that an order keeps in itself.
enum OrderRules {
    private static let types: Set<WireOrderType> = [
        .market, .limit, .stop, .stopLimit, .trailingStop,
    ]
    private static let times: Set<WireTimeInForce> = [.day, .gtc, .opg, .cls, .ioc, .fok]
    private static let classes: Set<WireOrderClass> = [.simple, .bracket, .oco, .oto]
    private static let intents: Set = [
        "buy_to_open", "buy_to_close", "sell_to_open", "sell_to_close",
    ]

    static func checkWords(
        _ request: WireOrderRequest, _ kind: WireOrderClass
    ) throws(ExchangeRefusal) {
        guard request.side == .buy || request.side == .sell else {
            throw .invalid("invalid side \(request.side)")
        }
        guard types.contains(request.type) else {
            throw .invalid("invalid order type \(request.type)")
        }
        guard times.contains(request.timeInForce) else {
            throw .invalid("invalid time_in_force \(request.timeInForce)")
        }
        guard classes.contains(kind) else { throw .invalid("invalid order_class \(kind)") }
        if let intent = request.positionIntent, !intents.contains(intent) {
            throw .invalid("invalid position_intent \(intent)")
        }
        if let name = request.clientOrderID { try checkName(name) }
    }

    static func checkName(_ name: String) throws(ExchangeRefusal) {
        guard name.unicodeScalars.count <= 128 else {
            throw .invalid("client_order_id must be no more than 128 characters")
        }
    }

    static func checkSize(_ request: WireOrderRequest) throws(ExchangeRefusal) {
        switch (request.qty, request.notional) {
        case (nil, nil): throw .invalid("qty or notional is required")
        case (.some, .some): throw .invalid("only one of qty or notional is accepted")
        case (let qty?, nil): if qty <= .zero { throw .invalid("qty must be > 0") }
        case (nil, let notional?):
            guard notional >= Money(nanos: 1_000_000_000) else {
                throw .invalid("notional must be >= 1.00")
            }
        }
    }

    static func checkPrices(_ draft: OrderDraft) throws(ExchangeRefusal) {
        let request = draft.request
        let (limit, stop) = (draft.limit, request.stopPrice)
        let needsLimit = request.type == .limit || request.type == .stopLimit
        let needsStop = request.type == .stop || request.type == .stopLimit
        guard needsLimit == (limit != nil) else {
            throw .invalid(
                needsLimit
                    ? "\(request.type) orders require a limit price"
                    : "\(request.type) orders require no limit_price")
        }
        guard needsStop == (stop != nil) else {
            throw .invalid(
                needsStop
                    ? "\(request.type) orders require a stop price"
                    : "\(request.type) orders require no stop_price")
        }
        for (name, price) in [("limit_price", limit), ("stop_price", stop)] {
            if let price, price <= .zero { throw .invalid("\(name) must be > 0") }
        }
        try checkTrail(draft)
    }

    private static func checkTrail(_ draft: OrderDraft) throws(ExchangeRefusal) {
        let request = draft.request
        let trails = [request.trailPrice, request.trailPercent].compactMap { $0 }
        guard request.type == .trailingStop else {
            guard trails.isEmpty else {
                throw .invalid("\(request.type) orders require no trail_price or trail_percent")
            }
            return
        }
        guard trails.count == 1, let trail = trails.first else {
            throw .invalid("trailing stop orders must specify one of trail_price or trail_percent")
        }
        guard trail > .zero else { throw .invalid("trail must be > 0") }
        if let percent = request.trailPercent, percent >= Price(nanos: 100_000_000_000) {
            throw .invalid("trail_percent must be < 100")
        }
        guard request.timeInForce == .day || request.timeInForce == .gtc else {
            throw .impossible("trailing stop orders must be day or gtc")
        }
        guard !draft.isComplex else {
            throw .impossible("trailing stop orders must be simple")
        }
    }

    /// Prices lie on their step.
    static func checkSteps(_ request: WireOrderRequest) throws(ExchangeRefusal) {
        try checkStep("limit_price", request.limitPrice)
        try checkStep("stop_price", request.stopPrice)
        try checkStep("take_profit.limit_price", request.takeProfit?.limitPrice)
        try checkStep("stop_loss.stop_price", request.stopLoss?.stopPrice)
        try checkStep("stop_loss.limit_price", request.stopLoss?.limitPrice)
        if let trail = request.trailPrice, trail.nanos % 10_000_000 != 0 {
            throw .impossible("invalid trail_price \(trail). sub-penny increment")
        }
    }

    static func checkStep(_ name: String, _ price: Price?) throws(ExchangeRefusal) {
        guard let price, !price.isOnStep else { return }
        throw .impossible(
            "invalid \(name) \(price). sub-penny increment does not fulfill minimum pricing"
                + " criteria")
    }

    static func checkFraction(_ draft: OrderDraft) throws(ExchangeRefusal) {
        guard draft.isFractional else { return }
        let request = draft.request
        guard request.timeInForce == .day else {
            throw .impossible("fractional orders must be DAY orders")
        }
        guard !draft.isComplex else {
            throw .impossible("fractional orders must be simple orders")
        }
        guard request.type != .trailingStop else {
            throw .impossible("fractional orders must not be trailing stop orders")
        }
        if request.notional != nil, request.type != .market {
            throw .impossible("notional orders must be market orders")
        }
    }

    static func checkHours(_ draft: OrderDraft) throws(ExchangeRefusal) {
        let request = draft.request
        let isAuction = request.timeInForce == .opg || request.timeInForce == .cls
        let isAtOnce = request.timeInForce == .ioc || request.timeInForce == .fok
        if isAuction || isAtOnce, request.type != .market, request.type != .limit {
            throw .impossible("\(request.timeInForce) orders must be market or limit orders")
        }
        guard request.extendedHours else { return }
        guard request.type == .limit, !draft.isComplex,
            request.timeInForce == .day || request.timeInForce == .gtc
        else { throw .impossible("extended hours order must be DAY limit orders") }
    }
}
