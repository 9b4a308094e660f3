import AlpacaWire
import Domain
import LocalExchange
import Storage
import Synchronization
import Testing

/// An exchange in this process, whose market and clock the test moves.
final class ExchangeScene: Sendable {
    let script: ScriptedFeed.Script
    let exchange: AlpacaExchange
    private let heard = Mutex<[WireTradeUpdate]>([])

    /// 2025-01-02, a Thursday, 10:00 in New York.
    static let start = Timestamp(nanoseconds: 1_735_830_000_000_000_000)

    init(
        _ settings: ExchangeSettings = ExchangeSettings(), store: ExchangeStore? = nil,
        script: ScriptedFeed.Script = ScriptedFeed.Script(at: start), price: String? = "100"
    ) throws {
        self.script = script
        var settings = settings
        settings.requestsPerMinute =
            settings.requestsPerMinute == 200 ? nil : settings.requestsPerMinute
        let symbols = ["ABC", "XYZ"].compactMap { Symbol($0) }
        exchange = try AlpacaExchange(
            settings, feed: ScriptedFeed(script: script, symbols: symbols),
            wallNow: { script.now }, store: store)
        let listener = exchange.openTrading { [weak self] message in
            guard case .tradeUpdate(let update) = message else { return }
            self?.heard.withLock { $0.append(update) }
        }
        exchange.take(.authenticate(key: settings.key, secret: settings.secret), on: listener)
        exchange.take(.listen(["trade_updates"]), on: listener)
        if let price { try quote(price) }
    }

    /// What the stream has told, as `event` words.
    var events: [String] { heard.withLock { $0.map(\.event.rawValue) } }
    var updates: [WireTradeUpdate] { heard.withLock { $0 } }

    /// A price: bid and ask a cent to either side of the last trade.
    func quote(_ last: String, of symbol: String = "ABC") throws {
        script.pass(milliseconds: 100)
        let price = try Price(last)
        let cent = Price(nanos: 10_000_000)
        let size = try Quantity(shares: 100)
        script.say(
            .quote(
                try #require(Symbol(symbol)),
                Quote(
                    time: script.now, bid: try price - cent, ask: try price + cent, bidSize: size,
                    askSize: size, last: price)))
        exchange.advance()
    }

    /// Asks, and returns what is answered; nil for a lost connection.
    func ask(_ method: String, _ path: String, _ body: String = "") -> ExchangeAnswer? {
        exchange.answer(
            ExchangeCall(
                method: method, target: "/v2" + path, key: "test-key", secret: "test-secret",
                body: Array(body.utf8))
        ).answer
    }

    /// The same, where the answer must have a status.
    @discardableResult
    func value(
        _ method: String, _ path: String, _ body: String = "", status: Int = 200,
        _ location: SourceLocation = #_sourceLocation
    ) throws -> WireFields {
        let answer = try #require(ask(method, path, body), sourceLocation: location)
        #expect(
            answer.status == status, "\(String(decoding: answer.body, as: UTF8.self))",
            sourceLocation: location)
        guard !answer.body.isEmpty else { return WireFields(values: [:]) }
        let value = try WireValue.json(answer.body)
        if case .list = value { return WireFields(values: ["list": value]) }
        return try WireFields(value)
    }

    /// Places an order of ABC, and returns its id.
    @discardableResult
    func place(
        _ side: String, _ qty: String, _ fields: String = #""type":"market""#,
        time: String = "day", status: Int = 200,
        _ location: SourceLocation = #_sourceLocation
    ) throws -> String {
        let body =
            #"{"symbol":"ABC","side":"\#(side)","qty":"\#(qty)","time_in_force":"\#(time)","#
            + fields + "}"
        return try value("POST", "/orders", body, status: status, location).text("id") ?? ""
    }

    func order(_ id: String) throws -> WireOrder {
        try WireOrder(try value("GET", "/orders/\(id)?nested=true"))
    }

    func status(_ id: String) throws -> String { try order(id).status.rawValue }

    func account() throws -> WireAccount { try WireAccount(try value("GET", "/account")) }

    func positions() throws -> [WirePosition] {
        try WirePosition.list(.list(try value("GET", "/positions").list("list")))
    }
}
