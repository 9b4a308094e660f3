/// Where Alpaca is, and who asks.
public struct AlpacaSettings: Sendable {
    /// The key's name.
    public let key: String
    /// The key's secret.
    public let secret: String
    /// Where orders go: `https://api.alpaca.markets`, without a path.
    public let tradingURL: String
    /// Where prices come from: `https://data.alpaca.markets`, without a path.
    public let dataURL: String
    /// Where the stream of prices is; `wss://stream.data.alpaca.markets/v2/iex`.
    public let dataStreamURL: String

    /// Alpaca's live trading host.
    public static let standardTradingURL = "https://api.alpaca.markets"
    /// Alpaca's market data host.
    public static let standardDataURL = "https://data.alpaca.markets"

    /// Settings of these parts; the hosts are Alpaca's own where none are named.
    ///
    /// - Throws: the part at fault, and what is allowed. The key and the secret are never repeated.
    public init(
        key: String, secret: String, tradingURL: String? = nil, dataURL: String? = nil
    ) throws(AlpacaSettingsFault) {
        for (name, value) in [("key", key), ("secret", secret)] {
            guard Self.isHeaderValue(value) else {
                throw AlpacaSettingsFault(name, "must be visible ASCII characters without spaces")
            }
        }
        self.key = key
        self.secret = secret
        self.tradingURL = try Self.base(tradingURL ?? Self.standardTradingURL, "trading_url")
        self.dataURL = try Self.base(dataURL ?? Self.standardDataURL, "data_url")
        dataStreamURL =
            self.dataURL == Self.standardDataURL
            ? "wss://stream.data.alpaca.markets/v2/iex" : Self.socket(self.dataURL) + "/v2/iex"
    }

    /// Where the stream of trade updates is.
    public var tradingStreamURL: String { Self.socket(tradingURL) + "/stream" }

    private static func isHeaderValue(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 256 && text.utf8.allSatisfy { (33...126).contains($0) }
    }

    /// A secret may travel in the clear on this machine only.
    private static func base(
        _ text: String, _ name: String
    ) throws(AlpacaSettingsFault) -> String {
        let text = text.hasSuffix("/") ? String(text.dropLast()) : text
        let isPlain = text.utf8.allSatisfy { (33...126).contains($0) }
        let rest = text.split(separator: "://", maxSplits: 1).last.map(String.init) ?? ""
        let isBare = !rest.isEmpty && !rest.contains { "/?#@".contains($0) }
        let isHere = ["127.0.0.1", "localhost", "[::1]"].contains {
            rest == $0 || rest.hasPrefix($0 + ":")
        }
        guard isPlain, isBare, text.hasPrefix("https://") || text.hasPrefix("http://") && isHere
        else {
            throw AlpacaSettingsFault(
                name,
                "must be https://HOST, or http://127.0.0.1:PORT for an exchange on this machine")
        }
        return text
    }

    private static func socket(_ base: String) -> String { "ws" + base.dropFirst("http".count) }
}

extension AlpacaSettings: CustomStringConvertible, CustomReflectable {
    /// The hosts; key and secret are never shown.
    public var description: String { "alpaca at \(tradingURL), prices at \(dataURL)" }
    /// Nothing that a dump could show.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// A setting that cannot be.
public struct AlpacaSettingsFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The setting.
    public let setting: String
    /// What is allowed.
    public let message: String

    init(_ setting: String, _ message: String) {
        self.setting = setting
        self.message = message
    }

    /// Setting and message in one line.
    public var description: String { "alpaca.\(setting) \(message)" }
}
