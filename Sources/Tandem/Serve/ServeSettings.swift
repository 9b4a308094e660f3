import Alpaca
import ArgumentParser
import Desk
import Domain
import Logging
import MarketData
import Web

/// What `tandem serve` was told, read once, typed and checked.
struct ServeSettings {
    let web: WebOptions
    let feed: FeedChoice
    let speed: FeedSpeed
    let costs: CostPreset?
    let logLevel: Logger.Level
    /// The live broker; nil where no keys are set.
    let alpaca: AlpacaSettings?
    /// Whose live prices are heard from the start.
    let liveSymbols: [Symbol]

    private static let usualSymbols = ["AAPL", "AMZN", "F", "GOOG", "IBM", "MSFT", "NVDA", "SPY"]

    /// - Parameter flag: what the command line says of a setting; it goes before all else.
    /// - Throws: the first setting that cannot be, and what is allowed.
    init(flag: @escaping (OutsideSetting) -> String?, outside: OutsideSettings) throws {
        let reader = Reader(flag: flag, outside: outside)
        web = try Self.web(reader)
        speed =
            try reader.value(of: .speed, allowed: "step, max, or a number above 0") {
                FeedSpeed($0)
            } ?? .normal
        costs = try reader.value(
            of: .costs, allowed: CostPreset.allCases.map(\.rawValue).joined(separator: ", ")
        ) {
            CostPreset(rawValue: $0)
        }
        logLevel =
            try reader.value(
                of: .logLevel,
                allowed: Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            ) { Logger.Level(rawValue: $0) } ?? .notice
        feed = try Self.feed(reader)
        alpaca = try Self.alpaca(reader)
        let named = try reader.symbols(.alpacaSymbols)
        liveSymbols = named.isEmpty ? Self.usualSymbols.compactMap { Symbol($0) } : named
    }

    /// Key and secret go together; nothing of them is ever repeated in a fault.
    private static func alpaca(_ reader: Reader) throws -> AlpacaSettings? {
        let (key, secret) = (reader.text(.alpacaKey), reader.text(.alpacaSecret))
        guard let key, let secret else {
            try reader.refuse(
                key != nil, .alpacaKey, "needs \(OutsideSetting.alpacaSecret.rawValue)")
            try reader.refuse(
                secret != nil, .alpacaSecret, "needs \(OutsideSetting.alpacaKey.rawValue)")
            return nil
        }
        do throws(AlpacaSettingsFault) {
            return try AlpacaSettings(
                key: key, secret: secret, tradingURL: reader.text(.alpacaTradingURL),
                dataURL: reader.text(.alpacaDataURL))
        } catch {
            throw ValidationError("TANDEM_ALPACA_\(error.setting.uppercased()) \(error.message)")
        }
    }

    /// Where it is served, and whom it lets in.
    private static func web(_ reader: Reader) throws -> WebOptions {
        var options = WebOptions()
        options.host = reader.text(.host) ?? options.host
        options.port =
            try reader.value(of: .port, allowed: "0 to 65535, 0 picks one") { text in
                Int(text).flatMap { (0...65_535).contains($0) ? $0 : nil }
            } ?? options.port
        options.accessToken = reader.text(.accessToken)
        options.tlsCertificate = reader.text(.tlsCertificate)
        options.tlsKey = reader.text(.tlsKey)
        options.behindProxy =
            try reader.value(of: .behindProxy, allowed: "yes, no") { text in
                ["yes": true, "no": false][text]
            } ?? false
        options.names = reader.text(.names)?.split(separator: ",").map(String.init) ?? []
        options.fetchedAssets = AssetFolder.found()
        try check(options)
        return options
    }

    /// Names the setting as it is written here.
    private static func check(_ options: WebOptions) throws {
        do {
            try options.check()
        } catch {
            let names = [
                "access_token": OutsideSetting.accessToken.rawValue, "name": "--names",
                "tls": "--tls-certificate",
            ]
            throw ValidationError(
                "\(names[error.setting, default: error.setting]) \(error.message)")
        }
    }

    private static func feed(_ reader: Reader) throws -> FeedChoice {
        let symbols = try reader.symbols(.symbols)
        let kind = try reader.value(of: .feed, allowed: "synthetic, replay") { text in
            ["synthetic", "replay"].contains(text) ? text : nil
        }
        let seed = try reader.value(of: .seed, allowed: "a whole number from 0 to \(UInt64.max)") {
            UInt64($0)
        }
        if kind == "replay" {
            try reader.refuse(seed != nil, .seed, "is for --feed synthetic")
            return .replay(try reader.replay(of: symbols))
        }
        try reader.refuse(reader.text(.timeframe) != nil, .timeframe, "is for --feed replay")
        try reader.refuse(reader.text(.actions) != nil, .actions, "is for --feed replay")
        return .synthetic(seed: seed ?? 42, symbols: symbols.isEmpty ? nil : symbols)
    }
}

extension ServeSettings {
    /// Reads a setting from where it is set first: flag, environment, file.
    private struct Reader {
        let flag: (OutsideSetting) -> String?
        let outside: OutsideSettings

        func text(_ setting: OutsideSetting) -> String? { flag(setting) ?? outside.text(setting) }

        func value<Value>(
            of setting: OutsideSetting, allowed: String, _ parse: (String) -> Value?
        ) throws -> Value? {
            try text(setting).map {
                try ServeCommand.parsed($0, as: name(setting), allowed: allowed, parse)
            }
        }

        /// The setting as the one who set it knows it.
        func name(_ setting: OutsideSetting) -> String {
            flag(setting) != nil ? setting.option : setting.rawValue
        }

        func refuse(_ isWrong: Bool, _ setting: OutsideSetting, _ why: String) throws {
            if isWrong { throw ValidationError("\(name(setting)) \(why)") }
        }

        func symbols(_ setting: OutsideSetting) throws -> [Symbol] {
            let words = text(setting)?.split(separator: ",").map(String.init) ?? []
            return try words.map { word in
                try ServeCommand.parsed(
                    word, as: name(setting), allowed: "names such as GOOG,IBM"
                ) { Symbol($0) }
            }
        }

        func replay(of symbols: [Symbol]) throws -> ReplayChoice {
            let all = Timeframe.allCases.map(\.rawValue).joined(separator: ", ")
            return ReplayChoice(
                symbols: symbols,
                timeframe: try value(of: .timeframe, allowed: all) { Timeframe(rawValue: $0) },
                actions: try text(.actions).map(ActionFile.dated) ?? [])
        }
    }
}
