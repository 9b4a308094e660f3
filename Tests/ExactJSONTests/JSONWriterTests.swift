import ExactJSON
import Testing

@Suite struct JSONWriterTests {
    @Test(arguments: [
        (0, 9, "0"), (1, 9, "0.000000001"), (-1, 9, "-0.000000001"),
        (1_500_000_000, 9, "1.5"), (-20_050_000_000, 9, "-20.05"),
        (Int64.max, 9, "9223372036.854775807"), (Int64.min, 9, "-9223372036.854775808"),
        (1_000, 3, "1"), (1_234, 3, "1.234"), (7, 0, "7"),
    ])
    func `an amount is written with its exact digits`(
        _ units: Int64, _ decimals: Int, _ digits: String
    ) {
        #expect(Self.text { $0.decimal(units: units, decimals: decimals) } == digits)
    }

    @Test func `what is written reads back as what it was`() throws {
        let strange = "quote \" slash \\ tab \t zero \u{0} <script> é € 😀"
        let text = Self.text { writer in
            writer.object { writer in
                writer.name("text")
                writer.string(strange)
                writer.name("list")
                writer.array([1, 2, 3]) { $0.integer($1) }
                writer.name("inner")
                writer.object { _ in }
                writer.name("yes")
                writer.bool(true)
                writer.name("none")
                writer.null()
                writer.name("raw")
                writer.raw("[{}]")
            }
        }
        guard case .object(let object) = try JSONReader.read(Array(text.utf8)) else {
            Issue.record("no object: \(text)")
            return
        }
        #expect(object.fields["text"] == .string(strange))
        #expect(object.fields["list"] == .array([.number("1"), .number("2"), .number("3")]))
        #expect(object.fields["yes"] == .bool(true) && object.fields["none"] == .null)
        #expect(!text.contains("<"), "a text must not be able to end a script element")
    }

    @Test(arguments: [
        (0.1, "0.1"), (1.0, "1"), (-1.85, "-1.85"), (1e21, "1e+21"), (.nan, "null"),
        (.infinity, "null"), (100, "100"),
    ])
    func `a statistic has the fewest digits that give it back`(_ number: Double, _ text: String) {
        #expect(Self.text { $0.double(number) } == text)
    }

    @Test(arguments: [Int64.min, -1, 0, 10, 9_007_199_254_740_993, .max])
    func `a whole number keeps all its digits`(_ number: Int64) {
        #expect(Self.text { $0.integer(number) } == String(number))
    }

    private static func text(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
