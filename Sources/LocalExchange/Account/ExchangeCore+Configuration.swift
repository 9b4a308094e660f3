import AlpacaWire
import Domain

extension ExchangeCore {
    /// Changes what the owner has set; nulls are what the official client sends for "as it was".
    mutating func configure(_ body: WireFields) throws(ExchangeRefusal) {
        try Self.checkWords(of: body)
        let change: WireConfiguration
        do throws(WireFault) { change = try WireConfiguration(body) } catch {
            throw ExchangeRefusal(error)
        }
        if let email = change.tradeConfirmEmail, !["all", "none"].contains(email) {
            throw .invalid("trade_confirm_email must be all or none")
        }
        if let multiplier = change.maxMarginMultiplier, !["1", "2", "4"].contains(multiplier) {
            throw .invalid("max_margin_multiplier must be 1, 2 or 4")
        }
        configuration.fractionalTrading =
            change.fractionalTrading ?? configuration.fractionalTrading
        configuration.maxMarginMultiplier =
            change.maxMarginMultiplier ?? configuration.maxMarginMultiplier
        configuration.noShorting = change.noShorting ?? configuration.noShorting
        configuration.suspendTrade = change.suspendTrade ?? configuration.suspendTrade
        configuration.tradeConfirmEmail =
            change.tradeConfirmEmail ?? configuration.tradeConfirmEmail
        configuration.ptpNoExceptionEntry =
            change.ptpNoExceptionEntry ?? configuration.ptpNoExceptionEntry
        configuration.dtbpCheck = change.dtbpCheck ?? configuration.dtbpCheck
        configuration.pdtCheck = change.pdtCheck ?? configuration.pdtCheck
        configuration.maxOptionsTradingLevel =
            change.maxOptionsTradingLevel ?? configuration.maxOptionsTradingLevel
        unsaved.hasAccount = true
    }

    /// A word that would be passed over is no change: it is refused.
    private static func checkWords(of body: WireFields) throws(ExchangeRefusal) {
        let flags = [
            "fractional_trading", "no_shorting", "suspend_trade", "ptp_no_exception_entry",
        ]
        for name in flags where body.has(name) && body.flag(name) == nil {
            throw .invalid("\(name) must be true or false")
        }
        for name in ["dtbp_check", "pdt_check"] {
            if body.has(name), !["both", "entry", "exit"].contains(body.text(name)) {
                throw .invalid("\(name) must be both, entry or exit")
            }
        }
        let level = "max_options_trading_level"
        if body.has(level), !(0...3).contains(body.integer(level) ?? -1) {
            throw .invalid("\(level) must be 0, 1, 2 or 3")
        }
    }

    /// What trades here.
    var assets: [WireAsset] { symbols.map(Self.asset) }

    static func asset(_ symbol: Symbol) -> WireAsset {
        var asset = WireAsset(
            id: assetID(symbol), symbol: symbol.description, class: "us_equity",
            status: "active")
        asset.exchange = "NASDAQ"
        asset.name = "\(symbol) Common Stock"
        asset.isTradable = true
        asset.marginable = true
        asset.shortable = true
        asset.easyToBorrow = true
        asset.fractionable = true
        asset.maintenanceMarginRequirement = Price(nanos: 30_000_000_000)
        asset.marginRequirementLong = Price(nanos: 30_000_000_000)
        asset.marginRequirementShort = Price(nanos: 100_000_000_000)
        return asset
    }
}
