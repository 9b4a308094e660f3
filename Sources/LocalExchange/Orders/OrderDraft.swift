import AlpacaWire
import Domain

/// An order that nothing is wrong with in itself, before market and account are looked at.
struct OrderDraft: Sendable {
    let request: WireOrderRequest
    let symbol: Symbol
    /// The class, where an empty one is simple.
    let kind: WireOrderClass

    var side: OrderSide { request.side == .buy ? .buy : .sell }
    var isComplex: Bool { kind != .simple }
    /// The limit that it works with: an oco's target is its parent.
    var limit: Price? {
        (kind == .oco ? request.takeProfit?.limitPrice : nil) ?? request.limitPrice
    }

    /// - Throws: the first rule that the order breaks, in Alpaca's words.
    init(_ request: WireOrderRequest, symbol: Symbol) throws(ExchangeRefusal) {
        self.request = request
        self.symbol = symbol
        kind = request.orderClass.map { $0.rawValue.isEmpty ? .simple : $0 } ?? .simple
        try OrderRules.checkWords(request, kind)
        try OrderRules.checkSize(request)
        try OrderRules.checkPrices(self)
        try OrderRules.checkSteps(request)
        try OrderRules.checkFraction(self)
        try OrderRules.checkHours(self)
        try OrderRules.checkClass(self)
    }

    var isFractional: Bool {
        request.notional != nil || request.qty.map { !$0.isWhole } ?? false
    }
}
