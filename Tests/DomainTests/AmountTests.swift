import Domain
import Testing

@Suite struct AmountTests {
    @Test func `decimal text is read exactly`() throws {
        #expect(try Price("189.47").nanos == 189_470_000_000)
        #expect(try Price("1e-9").nanos == 1)
        #expect(try Price("-0.30000").nanos == -300_000_000)
        #expect(try Money("9223372036.854775807").nanos == .max)
        #expect(try Money("-9223372036.854775808").nanos == .min)
    }

    @Test(arguments: ["", ".", "-", "1.2.3", "NaN", "inf", "1e", "1e400", " 1", "0x10", "1,000"])
    func `what is no number is refused`(_ text: String) {
        #expect(throws: DecimalFault.malformed) { try Price(text) }
    }
}
