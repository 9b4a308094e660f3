public import Domain

/// The account; all but id, status, cash and equity may be missing.
public struct WireAccount: WireRecord {
    /// Its id.
    public var id: String
    /// Its number.
    public var accountNumber: String
    /// `ACTIVE`, or why not.
    public var status: String
    /// Cash; below zero on margin.
    public var cash: Money
    /// Cash and all holdings.
    public var equity: Money
    /// `USD`.
    public var currency: String?
    /// The status for crypto.
    public var cryptoStatus: String?
    /// What new orders may cost.
    public var buyingPower: Money?
    /// The same by regulation T.
    public var regtBuyingPower: Money?
    /// The same for what has no margin.
    public var nonMarginableBuyingPower: Money?
    /// The same for options.
    public var optionsBuyingPower: Money?
    /// The one in force.
    public var effectiveBuyingPower: Money?
    /// The same within a day.
    public var daytradingBuyingPower: Money?
    /// The old name of equity.
    public var portfolioValue: Money?
    /// Equity at the last close.
    public var lastEquity: Money?
    /// The value of what is held long.
    public var longMarketValue: Money?
    /// The value of what is held short, at most 0.
    public var shortMarketValue: Money?
    /// The sum of both.
    public var positionMarketValue: Money?
    /// What holdings needed to be opened.
    public var initialMargin: Money?
    /// What they need to be kept.
    public var maintenanceMargin: Money?
    /// The same at the last close.
    public var lastMaintenanceMargin: Money?
    /// The special memorandum account.
    public var sma: Money?
    /// Fees not yet taken.
    public var accruedFees: Money?
    /// Money on its way.
    public var pendingTransferIn: Money?
    /// How much of equity may be used: 1, 2 or 4.
    public var multiplier: String?
    /// Whether shorts may be opened.
    public var shortingEnabled: Bool?
    /// Whether orders are refused.
    public var tradingBlocked: Bool?
    /// Whether transfers are.
    public var transfersBlocked: Bool?
    /// Whether all is.
    public var accountBlocked: Bool?
    /// Whether the owner stopped orders.
    public var tradeSuspendedByUser: Bool?
    /// When it was opened.
    public var createdAt: Timestamp?
    /// The day of the last close.
    public var balanceAsof: String?

    /// One with what must be there; the rest is set after.
    public init(id: String, accountNumber: String, status: String, cash: Money, equity: Money) {
        self.id = id
        self.accountNumber = accountNumber
        self.status = status
        self.cash = cash
        self.equity = equity
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        id = try fields.needed("id")
        accountNumber = try fields.needed("account_number")
        status = try fields.needed("status")
        cash = try fields.neededAmount("cash")
        equity = try fields.neededAmount("equity")
        currency = fields.text("currency")
        cryptoStatus = fields.text("crypto_status")
        buyingPower = try fields.amount("buying_power")
        regtBuyingPower = try fields.amount("regt_buying_power")
        nonMarginableBuyingPower = try fields.amount("non_marginable_buying_power")
        optionsBuyingPower = try fields.amount("options_buying_power")
        effectiveBuyingPower = try fields.amount("effective_buying_power")
        daytradingBuyingPower = try fields.amount("daytrading_buying_power")
        portfolioValue = try fields.amount("portfolio_value")
        lastEquity = try fields.amount("last_equity")
        longMarketValue = try fields.amount("long_market_value")
        shortMarketValue = try fields.amount("short_market_value")
        positionMarketValue = try fields.amount("position_market_value")
        initialMargin = try fields.amount("initial_margin")
        maintenanceMargin = try fields.amount("maintenance_margin")
        lastMaintenanceMargin = try fields.amount("last_maintenance_margin")
        sma = try fields.amount("sma")
        accruedFees = try fields.amount("accrued_fees")
        pendingTransferIn = try fields.amount("pending_transfer_in")
        multiplier = fields.text("multiplier")
        shortingEnabled = fields.flag("shorting_enabled")
        tradingBlocked = fields.flag("trading_blocked")
        transfersBlocked = fields.flag("transfers_blocked")
        accountBlocked = fields.flag("account_blocked")
        tradeSuspendedByUser = fields.flag("trade_suspended_by_user")
        createdAt = try fields.time("created_at")
        balanceAsof = fields.text("balance_asof")
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["id"] = .string(id)
        fields["account_number"] = .string(accountNumber)
        fields["status"] = .string(status)
        fields["cash"] = .digits(cash)
        fields["equity"] = .digits(equity)
        fields["currency"] = .text(currency)
        fields["crypto_status"] = .text(cryptoStatus)
        fields["buying_power"] = .digits(buyingPower)
        fields["regt_buying_power"] = .digits(regtBuyingPower)
        fields["non_marginable_buying_power"] = .digits(nonMarginableBuyingPower)
        fields["options_buying_power"] = .digits(optionsBuyingPower)
        fields["effective_buying_power"] = .digits(effectiveBuyingPower)
        fields["daytrading_buying_power"] = .digits(daytradingBuyingPower)
        fields["portfolio_value"] = .digits(portfolioValue)
        fields["last_equity"] = .digits(lastEquity)
        fields["long_market_value"] = .digits(longMarketValue)
        fields["short_market_value"] = .digits(shortMarketValue)
        fields["position_market_value"] = .digits(positionMarketValue)
        fields["initial_margin"] = .digits(initialMargin)
        fields["maintenance_margin"] = .digits(maintenanceMargin)
        fields["last_maintenance_margin"] = .digits(lastMaintenanceMargin)
        fields["sma"] = .digits(sma)
        fields["accrued_fees"] = .digits(accruedFees)
        fields["pending_transfer_in"] = .digits(pendingTransferIn)
        fields["multiplier"] = .text(multiplier)
        fields["shorting_enabled"] = shortingEnabled.map { .bool($0) } ?? .null
        fields["trading_blocked"] = tradingBlocked.map { .bool($0) } ?? .null
        fields["transfers_blocked"] = transfersBlocked.map { .bool($0) } ?? .null
        fields["account_blocked"] = accountBlocked.map { .bool($0) } ?? .null
        fields["trade_suspended_by_user"] = tradeSuspendedByUser.map { .bool($0) } ?? .null
        fields["created_at"] = .stamp(createdAt)
        fields["balance_asof"] = .text(balanceAsof)
        return .map(fields)
    }
}
