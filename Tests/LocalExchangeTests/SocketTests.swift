import AlpacaWire
import Domain
import Foundation
import FoundationNetworking
import Hummingbird
import HummingbirdTesting
import LocalExchange
import Logging
import Testing
import WebSockets

@Suite struct SocketTests {
    /// Serves a scene on a port of its own.
    func serve(
        _ scene: ExchangeScene, options given: ExchangeServerOptions = ExchangeServerOptions(),
        _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        var options = given
        options.port = 0
        let server = ExchangeServer(
            scene.exchange, options: options,
            sleep: { try? await Task.sleep(nanoseconds: UInt64($0)) },
            logger: Logger(label: "test"))
        try await server.application().test(.live) { client in
            try await body(try #require(client.port))
        }
    }

    func ask(
        _ port: Int, _ method: String, _ path: String, _ body: String? = nil
    ) async throws -> (Int, HTTPURLResponse, WireFields) {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)")))
        request.httpMethod = method
        request.httpBody = body.map { Data($0.utf8) }
        request.setValue("test-key", forHTTPHeaderField: "APCA-API-KEY-ID")
        request.setValue("test-secret", forHTTPHeaderField: "APCA-API-SECRET-KEY")
        let (data, response) = try await URLSession.shared.data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        let fields =
            data.isEmpty ? WireFields(values: [:]) : try WireFields(.json(Array(data)))
        return (http.statusCode, http, fields)
    }

    @Test func `REST, stream and prices are on one port`() async throws {
        let scene = try ExchangeScene()
        try await serve(scene) { port in
            let url = try #require(WebSocketURL("ws://127.0.0.1:\(port)/stream"))
            try await WebSocketClient.connect(to: url) { connection in
                var messages = connection.messages.makeAsyncIterator()
                func next() async throws -> WireTradingMessage {
                    guard case .binary(let bytes)? = await messages.next() else {
                        throw WireFault("frame", "is not binary")
                    }
                    return try WireTradingMessage(.json(bytes))
                }
                func say(_ command: WireTradingCommand) async throws {
                    try await connection.send(
                        .text(String(decoding: command.wire.json, as: UTF8.self)))
                }
                try await say(.listen(["trade_updates"]))
                #expect(try await next() == .authorization(isAuthorized: false, action: "listen"))
                try await say(.authenticate(key: "test-key", secret: "test-secret"))
                _ = try await next()
                try await say(.listen(["trade_updates", "other"]))
                #expect(try await next() == .listening(["trade_updates"]))
                let (status, response, order) = try await ask(
                    port, "POST", "/v2/orders",
                    """
                    {"symbol":"ABC","qty":1,"side":"buy","type":"market","time_in_force":"day"}
                    """)
                #expect(status == 200 && order.text("status") == "pending_new")
                #expect(response.value(forHTTPHeaderField: "X-RateLimit-Limit") != nil)
                try scene.quote("100")
                var events: [String] = []
                while events.last != "fill" {
                    guard case .tradeUpdate(let update) = try await next() else { continue }
                    events.append(update.event.rawValue)
                }
                #expect(events == ["pending_new", "new", "fill"])
            }
        }
    }

    @Test func `prices come in the client's encoding`() async throws {
        let scene = try ExchangeScene()
        try await serve(scene) { port in
            for isPacked in [false, true] {
                var options = WebSocketClientOptions()
                if isPacked { options.headers = ["Content-Type": "application/msgpack"] }
                let url = try #require(WebSocketURL("ws://127.0.0.1:\(port)/v2/iex"))
                try await WebSocketClient.connect(to: url, options: options) { connection in
                    var topics = WireDataTopics()
                    topics.symbols = ["quotes": ["ABC"]]
                    let commands: [WireDataCommand] = [
                        .authenticate(key: "test-key", secret: "test-secret"), .subscribe(topics),
                    ]
                    for command in commands {
                        try await connection.send(
                            isPacked
                                ? .binary(command.wire.messagePack)
                                : .text(String(decoding: command.wire.json, as: UTF8.self)))
                    }
                    var seen: [WireDataMessage] = []
                    for await message in connection.messages {
                        switch message {
                        case .text(let text):
                            seen += try WireDataMessage.list(.json(Array(text.utf8)))
                        case .binary(let bytes):
                            seen += try WireDataMessage.list(.messagePack(bytes))
                        }
                        if seen.count == 3 { try scene.quote("123.45") }
                        if seen.count > 3 { break }
                    }
                    #expect(seen[1] == .success("authenticated"))
                    guard case .quote("ABC", let quote) = seen[3] else {
                        Issue.record("\(seen[3])")
                        return
                    }
                    #expect(quote.ask.description == "123.46")
                    #expect(quote.time == scene.script.now)
                }
            }
        }
    }

    @Test func `a call whose answer is lost ends in a broken connection`() async throws {
        var settings = ExchangeSettings()
        settings.faultSeed = 5
        let scene = try ExchangeScene(settings)
        try await serve(scene) { port in
            var losses = 0
            for _ in 0..<60 {
                do { _ = try await ask(port, "GET", "/v2/clock") } catch { losses += 1 }
            }
            #expect((1...40).contains(losses))
        }
    }

    @Test func `a client that does not keep up is told so and cut off`() async throws {
        let scene = try ExchangeScene()
        var options = ExchangeServerOptions()
        options.backlogMax = 2
        try await serve(scene, options: options) { port in
            let url = try #require(WebSocketURL("ws://127.0.0.1:\(port)/v2/iex"))
            try await WebSocketClient.connect(to: url) { connection in
                var topics = WireDataTopics()
                topics.symbols = ["quotes": ["ABC"]]
                let commands: [WireDataCommand] = [
                    .authenticate(key: "test-key", secret: "test-secret"), .subscribe(topics),
                ]
                var seen: [WireDataMessage] = []
                var messages = connection.messages.makeAsyncIterator()
                for command in commands {
                    try await connection.send(
                        .text(String(decoding: command.wire.json, as: UTF8.self)))
                }
                while seen.count < 3, case .text(let text)? = await messages.next() {
                    seen += try WireDataMessage.list(.json(Array(text.utf8)))
                }
                for _ in 0..<5_000 { try scene.quote("100") }
                while case .text(let text)? = await messages.next() {
                    seen += try WireDataMessage.list(.json(Array(text.utf8)))
                }
                #expect(seen.last == .error(code: 407, message: "slow client"))
            }
        }
    }
}
