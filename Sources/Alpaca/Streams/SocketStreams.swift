public import AlpacaWire
import WebSockets

/// Alpaca's streams over WebSockets, in JSON.
public struct SocketStreams: AlpacaStreams {
    private let settings: AlpacaSettings

    /// Streams at the addresses of these settings.
    public init(_ settings: AlpacaSettings) { self.settings = settings }

    private static func url(_ text: String) throws(StreamFault) -> WebSocketURL {
        guard let url = WebSocketURL(text) else { throw .address(text) }
        return url
    }

    /// Hears of what happens to orders.
    public func tradeUpdates(
        onOpen: @escaping @Sendable () async -> Void,
        hear: @escaping @Sendable (WireTradeUpdate) async -> Void
    ) async throws {
        let command = WireTradingCommand.authenticate(key: settings.key, secret: settings.secret)
        let url = try Self.url(settings.tradingStreamURL)
        try await WebSocketClient.connect(to: url) { connection in
            try await connection.send(command.wire.json)
            for await message in connection.messages {
                guard let said = Self.trading(message) else { continue }
                switch said {
                case .authorization(let isAuthorized, _):
                    guard isAuthorized else { throw StreamFault.unauthorized("unauthorized") }
                    let listen = WireTradingCommand.listen(["trade_updates"])
                    try await connection.send(listen.wire.json)
                case .listening: await onOpen()
                case .tradeUpdate(let update): await hear(update)
                case .error(let why): throw StreamFault.told(why)
                case .unknown: continue
                }
            }
        }
    }

    /// What cannot be read is passed over: the next comparison finds what it meant.
    private static func trading(_ message: WebSocketMessage) -> WireTradingMessage? {
        value(of: message).flatMap { try? WireTradingMessage($0) }
    }

    private static func value(of message: WebSocketMessage) -> WireValue? {
        switch message {
        case .text(let text): try? WireValue.json(Array(text.utf8))
        case .binary(let bytes): try? WireValue.json(bytes)
        }
    }

    /// Hears quotes, trades and bars.
    public func prices(
        topics: AsyncStream<WireDataTopics>,
        hear: @escaping @Sendable ([WireDataMessage]) async -> Void
    ) async throws {
        let url = try Self.url(settings.dataStreamURL)
        let login = WireDataCommand.authenticate(key: settings.key, secret: settings.secret)
        try await WebSocketClient.connect(to: url) { connection in
            try await withThrowingTaskGroup { group in
                defer { group.cancelAll() }
                for await message in connection.messages {
                    let said = Self.data(message)
                    for case .error(let code, let why) in said {
                        throw code == 402
                            ? StreamFault.unauthorized(why) : StreamFault.told("\(code) \(why)")
                    }
                    if said.contains(.success("connected")) {
                        try await connection.send(Self.text(login))
                    }
                    if said.contains(.success("authenticated")) {
                        group.addTask {
                            for await wanted in topics {
                                try await connection.send(Self.text(.subscribe(wanted)))
                            }
                        }
                        await hear([])
                    }
                    let prices = said.filter(\.isPrice)
                    if !prices.isEmpty { await hear(prices) }
                }
            }
        }
    }

    private static func text(_ command: WireDataCommand) -> String {
        String(decoding: command.wire.json, as: UTF8.self)
    }

    /// What cannot be read is passed over.
    private static func data(_ message: WebSocketMessage) -> [WireDataMessage] {
        guard case .list(let items)? = value(of: message) else { return [] }
        return items.compactMap { try? WireDataMessage($0) }
    }
}

extension WireDataMessage {
    fileprivate var isPrice: Bool {
        switch self {
        case .trade, .quote, .bar: true
        case .success, .error, .subscription, .unknown: false
        }
    }
}
