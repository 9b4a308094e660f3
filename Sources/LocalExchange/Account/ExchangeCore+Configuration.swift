import AlpacaWire
import Domain

extension ExchangeCore {
    /// Changes what the owner has set; nulls are what the official client sends for "as it was".
    mutating func configure(_ change: WireConfiguration) throws(ExchangeRefusal) {
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

    /// Activities, newest first unless asked otherwise.
    func activities(_ query: CallQuery, type: String?) throws(ExchangeRefusal) -> [WireActivity] {
        var types = query.words("activity_types").map { Set($0) }
        if let type { types = [type.uppercased()] }
        let size = try query.number("page_size", in: 1...100)
        let (after, until) = (try query.time("after"), try query.time("until"))
        let day = query["date"]
        guard types == nil || query["category"] == nil else {
            throw .invalid("activity_types and category do not go together")
        }
        let wanted = activities.filter { activity in
            let time = activity.transactionTime ?? now
            return types?.contains(activity.activityType) ?? true
                && query["category"] != "non_trade_activity"
                && after.map { time > $0 } ?? true && until.map { time < $0 } ?? true
                && day.map { time.description.hasPrefix($0) } ?? true
        }
        var listed = query["direction"] == "asc" ? wanted : wanted.reversed()
        if let token = query["page_token"],
            let place = listed.firstIndex(where: { $0.id == token })
        {
            listed = Array(listed[(place + 1)...])
        }
        return Array(listed.prefix(size ?? (day == nil ? 100 : listed.count)))
    }
}
