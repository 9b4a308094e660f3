/// What the owner has set; a field that is not there is left alone.
public struct WireConfiguration: WireRecord {
    /// Whether fractions trade.
    public var fractionalTrading: Bool?
    /// How much of equity may be used.
    public var maxMarginMultiplier: String?
    /// Whether shorts are refused.
    public var noShorting: Bool?
    /// Whether all new orders are.
    public var suspendTrade: Bool?
    /// `all` or `none`.
    public var tradeConfirmEmail: String?
    /// Whether partnerships are refused.
    public var ptpNoExceptionEntry: Bool?
    /// Legacy.
    public var dtbpCheck: String?
    /// Legacy.
    public var pdtCheck: String?
    /// The level for options.
    public var maxOptionsTradingLevel: Int64?

    /// One with what must be there; the rest is set after.
    public init() {
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        fractionalTrading = fields.flag("fractional_trading")
        maxMarginMultiplier = fields.text("max_margin_multiplier")
        noShorting = fields.flag("no_shorting")
        suspendTrade = fields.flag("suspend_trade")
        tradeConfirmEmail = fields.text("trade_confirm_email")
        ptpNoExceptionEntry = fields.flag("ptp_no_exception_entry")
        dtbpCheck = fields.text("dtbp_check")
        pdtCheck = fields.text("pdt_check")
        maxOptionsTradingLevel = fields.integer("max_options_trading_level")
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["fractional_trading"] = fractionalTrading.map { .bool($0) } ?? .null
        fields["max_margin_multiplier"] = .text(maxMarginMultiplier)
        fields["no_shorting"] = noShorting.map { .bool($0) } ?? .null
        fields["suspend_trade"] = suspendTrade.map { .bool($0) } ?? .null
        fields["trade_confirm_email"] = .text(tradeConfirmEmail)
        fields["ptp_no_exception_entry"] = ptpNoExceptionEntry.map { .bool($0) } ?? .null
        fields["dtbp_check"] = .text(dtbpCheck)
        fields["pdt_check"] = .text(pdtCheck)
        fields["max_options_trading_level"] = maxOptionsTradingLevel.map { .integer($0) } ?? .null
        return .map(fields)
    }
}
