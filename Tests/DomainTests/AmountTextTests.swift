import Domain
import Testing

@Suite struct AmountTextTests {
    private static func checkRoundTrip<A: Amount>(_ type: A.Type, _ units: Int64) throws {
        let amount = A(units: units)
        #expect(try A(amount.description) == amount)
        #expect(!amount.description.hasSuffix("."))
    }

    @Test func `what is written is read back`() throws {
        var chance = Chance(seed: 2)
        for units in [.min, .max, 0, 1, -1] + (0..<5_000).map({ _ in chance.anyInteger() }) {
            try Self.checkRoundTrip(Price.self, units)
            try Self.checkRoundTrip(Money.self, units)
            try Self.checkRoundTrip(Quantity.self, units)
            try Self.checkRoundTrip(Rate.self, units)
            try Self.checkRoundTrip(Volume.self, units)
        }
    }

    @Test func `digits are written without trailing zeros`() {
        #expect(Price(nanos: -50_000_000).description == "-0.05")
        #expect(Price(nanos: 100_000_000_000).description == "100")
        #expect(Volume(thousandths: 1_500).description == "1.5")
        #expect(Money(nanos: .min).description == "-9223372036.854775808")
    }

    @Test(arguments: ["9223372036.854775808", "-9223372036.854775809", "1e11", "1e40"])
    func `what 64 bits cannot hold is out of range`(_ text: String) {
        #expect(throws: DecimalFault.outOfRange) { try Money(text) }
    }

    @Test func `finer digits are refused, or rounded and reported`() throws {
        #expect(throws: DecimalFault.tooPrecise(decimalsMax: 9)) { try Price("0.0000000001") }
        #expect(throws: DecimalFault.tooPrecise(decimalsMax: 3)) { try Volume("1.2345") }
        #expect(throws: DecimalFault.tooPrecise(decimalsMax: 9)) { try Price("1e-40") }
        let read = try Price.reading("0.0000000015".utf8, rounding: .halfEven)
        #expect(read.amount.nanos == 2 && read.wasRounded)
        let tiny = try Price.reading("9e-40".utf8, rounding: .halfEven)
        #expect(tiny.amount == .zero && tiny.wasRounded)
        let exact = try Price.reading("1.50000000000".utf8, rounding: .halfEven)
        #expect(exact.amount.nanos == 1_500_000_000 && !exact.wasRounded)
    }

    @Test func `endless text is refused at once`() {
        #expect(throws: DecimalFault.malformed) { try Price(String(repeating: "1", count: 65)) }
        #expect(throws: DecimalFault.malformed) { try Price("1e41") }
        #expect(throws: DecimalFault.malformed) { try Price("1e99999999999999999999") }
    }

    @Test(
        arguments: [
            ("+1.5", 1_500_000_000), (".5", 500_000_000), ("5.", 5_000_000_000),
            ("-0", 0), ("0e40", 0), ("1E2", 100_000_000_000),
            ("00000000000000000000001", 1_000_000_000),
        ] as [(String, Int64)])
    func `odd ways to write a number are read`(_ text: String, _ nanos: Int64) throws {
        #expect(try Price(text).nanos == nanos)
    }
}
