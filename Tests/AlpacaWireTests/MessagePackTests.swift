import AlpacaWire
import Domain
import Testing

@Suite struct MessagePackTests {
    /// Values with the bytes that the specification gives them.
    static let known: [(WireValue, [UInt8])] = [
        (.null, [0xC0]), (.bool(true), [0xC3]), (.bool(false), [0xC2]),
        (.number("0"), [0]), (.number("127"), [0x7F]), (.number("128"), [0xCC, 128]),
        (.number("-1"), [0xFF]), (.number("-32"), [0xE0]), (.number("256"), [0xCD, 1, 0]),
        (.number("65536"), [0xCE, 0, 1, 0, 0]),
        (.number("-33"), [0xD3, 255, 255, 255, 255, 255, 255, 255, 223]),
        (.number("1.5"), [0xCB, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0]),
        (.string("ab"), [0xA2, 97, 98]), (.list([.number("1"), .null]), [0x92, 1, 0xC0]),
        (.map(["a": .number("1")]), [0x81, 0xA1, 97, 1]),
        (
            .time(Timestamp(nanoseconds: 1_000_000_001)),
            [0xD7, 0xFF, 0, 0, 0, 4, 0, 0, 0, 1]
        ),
    ]

    @Test(arguments: known)
    func `a value is written as the specification says, and read back`(
        _ value: WireValue, _ bytes: [UInt8]
    ) throws {
        #expect(value.messagePack == bytes)
        #expect(try WireValue.messagePack(bytes) == value)
    }

    @Test(arguments: ["189.47", "0.07", "1234567.891", "0.0001", "98765.4321"])
    func `a price comes back with the digits that it was sent with`(_ text: String) throws {
        let bytes = WireValue.number(text).messagePack
        #expect(try WireValue.messagePack(bytes) == .number(text))
    }

    @Test(
        arguments: [
            [0xDD, 0xFF, 0xFF, 0xFF, 0xFF], [0xDF, 0xFF, 0xFF, 0xFF, 0xFF, 1],
            [0xDB, 0xFF, 0xFF, 0xFF, 0xFF], [0xA5, 97], [0x92, 1], [], [0xC1], [1, 1],
            [0x81, 1, 1], [0xA1, 0xFF], [0xC7, 5, 0xFF, 1, 2, 3, 4, 5],
        ] as [[UInt8]])
    func `bytes that are no whole value are refused before room is made for them`(
        _ bytes: [UInt8]
    ) {
        #expect(throws: WireFault.self) { try WireValue.messagePack(bytes) }
    }

    @Test func `nesting has an end`() {
        let bytes = [UInt8](repeating: 0x91, count: 100) + [0xC0]
        #expect(throws: WireFault.self) { try WireValue.messagePack(bytes) }
    }

    @Test func `long texts and lists are written wide`() throws {
        let long = WireValue.list(
            (0..<70_000).map { .integer($0) } + [.string(String(repeating: "ä", count: 40_000))])
        #expect(try WireValue.messagePack(long.messagePack) == long)
    }

    @Test func `a time before 1970 comes back to the nanosecond`() throws {
        let time = WireValue.time(Timestamp(nanoseconds: -1_500_000_001))
        #expect(try WireValue.messagePack(time.messagePack) == time)
    }
}
