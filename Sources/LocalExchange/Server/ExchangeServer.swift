import AlpacaWire
public import Hummingbird
public import Logging
import ServiceLifecycle
import WebSockets

/// Where an exchange listens.
public struct ExchangeServerOptions: Sendable {
    /// The address.
    public var host = "127.0.0.1"
    /// The port; 0 picks one.
    public var port = 8090
    /// How often the market goes on.
    public var stepMilliseconds: Int64 = 50
    /// How many frames a client of the data socket may be behind.
    public var backlogMax = 4_096

    /// This machine only, port 8090.
    public init() {}
}

/// Serves an exchange: both REST hosts and both sockets of Alpaca on one port.
public struct ExchangeServer: Sendable {
    private let exchange: AlpacaExchange
    private let options: ExchangeServerOptions
    private let logger: Logger
    private let sleep: @Sendable (Int64) async -> Void

    /// - Parameter sleep: waits so many nanoseconds.
    public init(
        _ exchange: AlpacaExchange, options: ExchangeServerOptions,
        sleep: @escaping @Sendable (Int64) async -> Void, logger: Logger
    ) {
        self.exchange = exchange
        self.options = options
        self.sleep = sleep
        self.logger = logger
    }

    /// The server as a service, with the market going on.
    ///
    /// - Parameter onListening: called with the port once it takes connections.
    public func application(
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let gate = RequestGate(exchange: exchange, sleep: sleep)
        let responder = CallbackResponder<ExchangeContext> { request, context in
            try await gate.answer(request, context)
        }
        return Application(
            responder: responder, server: .webSockets(accept: accept),
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port), serverName: "exchange"),
            services: [
                MarketPace(
                    exchange: exchange, nanoseconds: options.stepMilliseconds * 1_000_000,
                    sleep: sleep)
            ],
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: logger)
    }

    private func accept(_ request: WebSocketRequest) -> WebSocketHandler? {
        let path = request.head.path?.prefix { $0 != "?" } ?? ""
        let type = request.head.headerFields[.contentType] ?? ""
        let isPacked = type.contains("msgpack")
        switch path {
        case "/stream", "/v2/stream":
            let socket = TradingSocket(exchange: exchange, isPacked: isPacked)
            return { try await socket.serve($0) }
        case "/v2/iex", "/v2/sip", "/v2/test", "/v2/delayed_sip":
            return data(isPacked, isIncluded: true)
        case "/v2/otc", "/v2/boats", "/v2/overnight": return data(isPacked, isIncluded: false)
        default: return nil
        }
    }
}

extension ExchangeServer {
    /// Serves a feed; one that is not to be had says so once the client has said who it is.
    private func data(_ isPacked: Bool, isIncluded: Bool) -> WebSocketHandler {
        let socket = DataSocket(
            exchange: exchange, isPacked: isPacked, isIncluded: isIncluded,
            backlogMax: options.backlogMax, sleep: sleep)
        return { try await socket.serve($0) }
    }
}

/// Lets the market go on, step by step.
private struct MarketPace: Service {
    let exchange: AlpacaExchange
    let nanoseconds: Int64
    let sleep: @Sendable (Int64) async -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                exchange.advance()
                await sleep(nanoseconds)
            }
        }
    }
}
