import Domain
import Testing

@Suite struct NameTests {
    private static let endless = String(repeating: "A", count: 10_000)

    @Test(arguments: ["A", "GOOG", "BRK.B", "BTC/USD", "3M", "A-B", "SPY260117C00600000"])
    func `a symbol is what trades`(_ text: String) {
        #expect(Symbol(text)?.description == text)
    }

    @Test(arguments: [
        "", "goog", ".A", "-A", "/A", "A B", "A_B", "Ä", "A\0", "A\n", "ＧＯＯＧ", endless,
        "ABCDEFGHIJKLMNOPQRSTUVWXY",
    ])
    func `no other text is a symbol`(_ text: String) {
        #expect(Symbol(text) == nil)
    }

    @Test func `an order's name has 1 to 48 letters, digits, dots, underscores and dashes`() {
        #expect(ClientOrderID("a-Z_0.9")?.description == "a-Z_0.9")
        #expect(ClientOrderID(String(repeating: "a", count: 48)) != nil)
        for text in ["", "a b", "a/b", "é", "a\n", Self.endless, String(repeating: "a", count: 49)]
        {
            #expect(ClientOrderID(text) == nil)
        }
    }

    @Test func `a leg's name can be stored, however long its entry's is`() throws {
        let longest = try #require(ClientOrderID(String(repeating: "a", count: 48)))
        for role in OrderRole.allCases {
            let leg = longest.leg(role)
            #expect(ClientOrderID(stored: leg.description) == leg)
        }
        #expect(ClientOrderID(stored: Self.endless) == nil)
        #expect(ClientOrderID(stored: "") == nil)
    }

    @Test func `a strategy's name has 1 to 48 small letters, digits, underscores and dashes`() {
        #expect(StrategyName("sma-cross_2")?.description == "sma-cross_2")
        #expect(StrategyName("manual") == .manual)
        for text in ["", "SMA", "a.b", "a b", "ß", Self.endless, String(repeating: "a", count: 49)]
        {
            #expect(StrategyName(text) == nil)
        }
    }
}
