import AlpacaWire
import Domain
import Testing

@Suite struct StreamMessageTests {
    static let quote: WireDataMessage = {
        let size = Quantity(billionths: 5_000_000_000)
        return .quote(
            "AAPL",
            WireQuote(
                time: Timestamp(nanoseconds: 1_735_828_200_123_456_789),
                bid: Price(nanos: 189_470_000_000), bidSize: size,
                ask: Price(nanos: 189_480_000_000), askSize: size))
    }()

    @Test func `a quote's time is text in JSON and an extension in MessagePack`() throws {
        let text = String(decoding: Self.quote.wire.json, as: UTF8.self)
        #expect(text.contains(#""t":"2025-01-02T14:30:00.123456789Z""#))
        #expect(text.contains(#""bp":189.47"#))
        let packed = Self.quote.wire.messagePack
        #expect(
            try WireFields(.messagePack(packed)).values["t"]
                == .time(Timestamp(nanoseconds: 1_735_828_200_123_456_789)))
    }

    @Test func `data messages come back from both encodings`() throws {
        var topics = WireDataTopics()
        topics.symbols = ["trades": ["A"], "quotes": ["*"], "bars": []]
        let messages: [WireDataMessage] = [
            Self.quote, .success("connected"), .error(code: 402, message: "auth failed"),
            .subscription(topics), .unknown(.map(["T": .string("n"), "id": .number("1")])),
        ]
        let list = WireValue.list(messages.map(\.wire))
        #expect(try WireDataMessage.list(.json(list.json)) == messages)
        #expect(try WireDataMessage.list(.messagePack(list.messagePack)) == messages)
    }

    @Test func `both forms of authentication are the same`() throws {
        for text in [
            #"{"action":"authenticate","data":{"key_id":"K","secret_key":"S"}}"#,
            #"{"action":"auth","key":"K","secret":"S"}"#,
        ] {
            #expect(
                try WireTradingCommand(.json(Array(text.utf8)))
                    == .authenticate(key: "K", secret: "S"))
        }
    }

    @Test func `trading messages come back, and unknown ones are kept`() throws {
        let order = try WireOrder(json: Array(WireOrderTests.text.utf8))
        var update = WireTradeUpdate(event: WireTradeEvent("a_new_event"), order: order)
        update.price = Price(nanos: 1_500_000_000)
        update.timestamp = Timestamp(nanoseconds: 1)
        let messages: [WireTradingMessage] = [
            .authorization(isAuthorized: true, action: "authenticate"),
            .listening(["trade_updates"]), .tradeUpdate(update), .error("internal server error"),
            .unknown(.map(["stream": .string("news")])),
        ]
        for message in messages {
            #expect(try WireTradingMessage(.json(message.wire.json)) == message)
        }
    }

    @Test func `topics are added, taken away, and stand for all by a star`() {
        var topics = WireDataTopics()
        var more = WireDataTopics()
        more.symbols = ["bars": ["*"], "quotes": ["A", "B"]]
        topics.add(more)
        var fewer = WireDataTopics()
        fewer.symbols = ["quotes": ["A"]]
        topics.remove(fewer)
        #expect(topics.include("bars", "X") && topics.include("quotes", "B"))
        #expect(!topics.include("quotes", "A") && !topics.include("trades", "A"))
    }

    @Test(
        arguments: [
            ("2025-01-02T14:30:00Z", 1_735_828_200_000_000_000),
            ("2025-01-02T14:30:00.123456789123Z", 1_735_828_200_123_456_789),
            ("2025-01-02T09:30:00-05:00", 1_735_828_200_000_000_000),
            ("2025-01-02", 1_735_776_000_000_000_000),
        ] as [(String, Int64)])
    func `times are read in all their forms`(_ text: String, _ nanoseconds: Int64) {
        #expect(WireTime.read(text)?.nanoseconds == nanoseconds)
    }

    @Test(arguments: [0, 1, 999_999_999, -1, 1_735_828_200_123_000_000] as [Int64])
    func `a time is written so that it comes back`(_ nanoseconds: Int64) {
        let time = Timestamp(nanoseconds: nanoseconds)
        #expect(WireTime.read(WireTime.text(time)) == time)
    }
}
