public import Alpaca
import AlpacaWire
import Brokers
public import Domain
public import LocalExchange
public import Storage
import Synchronization

/// The broker of live trading on an exchange in this process: no socket, and a clock that only
/// moves when somebody waits.
public final class AlpacaScene: Sendable {
    /// The market and the clock.
    public let script: SpokenFeed.Script
    /// The other side.
    public let exchange: AlpacaExchange
    /// The desk's books.
    public let ledger: Ledger
    /// What is between the two.
    public let line: AlpacaLine
    /// The broker.
    public let broker: AlpacaBroker
    /// What trades.
    public let symbol: Symbol
    private let heard = Heard<Batch>()

    /// 2025-01-02, a Thursday, 10:00 in New York.
    public static let start = Timestamp(nanoseconds: 1_735_830_000_000_000_000)

    /// A scene with a new exchange, or on one that is there already.
    ///
    /// - Parameter change: changes the exchange's settings.
    public init(
        on ledger: Ledger? = nil, beside other: AlpacaScene? = nil,
        _ change: (inout ExchangeSettings) -> Void = { _ in }
    ) async throws {
        var settings = ExchangeSettings()
        settings.requestsPerMinute = nil
        change(&settings)
        let script = other?.script ?? SpokenFeed.Script(at: Self.start)
        let symbol = try there(Symbol("AAA"), "AAA")
        let symbols = try [symbol, there(Symbol("BBB"), "BBB")]
        let exchange =
            try other?.exchange
            ?? AlpacaExchange(
                settings, feed: SpokenFeed(script: script, symbols: symbols),
                wallNow: { script.now })
        let surroundings = Surroundings(
            wallNow: { script.now }, marketNow: { script.now },
            newOrderID: { preconditionFailure("Every order of a scene has a name.") })
        self.script = script
        self.exchange = exchange
        self.symbol = symbol
        self.ledger = try ledger ?? Ledger.inMemory(surroundings: surroundings)
        line = AlpacaLine(exchange, script)
        broker = AlpacaBroker(
            line, time: line.time, ledger: self.ledger, surroundings: surroundings,
            lastPrice: { _ in script.last })
        await broker.connect { [heard] batch, _ in heard.take(batch) }
    }

    /// All that was booked, in its order.
    public var reports: [OrderReport] { heard.all.flatMap(\.reports) }

    /// Lets the market trade, bid and ask a cent to either side, and the broker look.
    public func trade(_ dollars: Double) async throws {
        try quote(dollars)
        await broker.settle()
    }

    /// Lets the market trade while nobody looks.
    public func quote(_ dollars: Double) throws {
        script.pass(nanoseconds: 1_000_000_000)
        let last = try there(Price(computed: dollars), "price")
        let cent = try Price("0.01")
        let size = try Quantity(shares: 100_000)
        script.say(
            .quote(
                symbol,
                Quote(
                    time: script.now, bid: try last - cent, ask: try last + cent, bidSize: size,
                    askSize: size, last: last)))
        exchange.advance()
    }

    /// Asks the exchange as another client of the same account would.
    @discardableResult
    public func elsewhere(_ method: String, _ target: String, _ body: String = "") -> AlpacaReply? {
        line.reply(AlpacaCall(method, target, body: Array(body.utf8)))
    }

    /// An order of AAA.
    public func ticket(
        _ name: String, _ side: OrderSide = .buy, _ count: Int64 = 10,
        _ change: (inout OrderTicket) throws -> Void = { _ in }
    ) throws -> OrderTicket {
        var ticket = OrderTicket(
            id: try PaperScene.id(name), symbol: symbol, side: side,
            effect: side == .buy ? .open : .close(.all),
            size: .shares(try Quantity(shares: count)), timeInForce: .gtc)
        try change(&ticket)
        return ticket
    }
}

/// The line to an exchange in this process, which a test may cut.
public final class AlpacaLine: AlpacaTransport {
    /// What the line does to a call.
    public enum Trouble: Sendable {
        /// Nothing.
        case none
        /// It is lost before it arrives, though nobody can know that.
        case lost
        /// It arrives, and the answer is lost.
        case answerLost
        /// There is no connection.
        case down
        /// It arrives, and the answer comes when this has ended.
        case answerHeld(Task<Void, Never>)
        /// This is answered in place of the exchange.
        case answered(AlpacaReply)
    }

    private let exchange: AlpacaExchange
    private let script: SpokenFeed.Script
    private let calls = Heard<AlpacaCall>()
    private let plan = Mutex<@Sendable (AlpacaCall) -> Trouble>({ _ in .none })

    init(_ exchange: AlpacaExchange, _ script: SpokenFeed.Script) {
        self.exchange = exchange
        self.script = script
    }

    /// A clock that moves by what is waited.
    public var time: AlpacaTime {
        AlpacaTime(
            now: { [script] in script.now.nanoseconds },
            sleep: { [script] nanoseconds in
                script.pass(nanoseconds: nanoseconds)
                await Task.yield()
            })
    }

    /// Says what happens to each call from now on.
    public func meets(_ trouble: @escaping @Sendable (AlpacaCall) -> Trouble) {
        plan.withLock { $0 = trouble }
    }

    /// The calls that were sent, as `POST /v2/orders`.
    public var sent: [String] { calls.all.map { "\($0.method) \($0.target)" } }

    /// How many orders were sent.
    public var posts: Int { sent.count { $0 == "POST /v2/orders" } }

    /// Carries a call, as far as the plan lets it.
    public func send(_ call: AlpacaCall) async throws(TransportFault) -> AlpacaReply {
        calls.take(call)
        let trouble = plan.withLock { $0 }(call)
        switch trouble {
        case .none: break
        case .down: throw .neverSent("no connection")
        case .lost: throw .lost("cut")
        case .answerLost:
            _ = reply(call)
            throw .lost("cut")
        case .answerHeld(let wait):
            let answer = reply(call)
            await wait.value
            guard let answer else { throw .lost("cut") }
            return answer
        case .answered(let reply): return reply
        }
        guard let reply = reply(call) else { throw .lost("cut") }
        return reply
    }

    func reply(_ call: AlpacaCall) -> AlpacaReply? {
        exchange.answer(
            ExchangeCall(
                method: call.method, target: call.target, key: "test-key", secret: "test-secret",
                body: call.body)
        ).answer.map {
            AlpacaReply(status: $0.status, body: $0.body, fields: [:])
        }
    }
}
