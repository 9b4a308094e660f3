/// Writes JSON (RFC 8259) as bytes: names in the order in which they are given, numbers with the
/// digits that they have.
///
/// No number goes through a binary fraction: an amount is a whole number of its smallest unit.
public struct JSONWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []
    /// Whether the next value of the list or object under way needs a comma before it.
    private var needsComma = false

    /// A writer that has room for so many bytes before it must ask for more.
    public init(capacity: Int = 512) { bytes.reserveCapacity(capacity) }

    /// Writes an object; `body` gives its members.
    public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
        open(UInt8(ascii: "{"))
        try body(&self)
        close(UInt8(ascii: "}"))
    }

    /// Writes a list; `body` writes the value of each item.
    public mutating func array<Items: Sequence>(
        _ items: Items, _ body: (inout JSONWriter, Items.Element) throws -> Void
    ) rethrows {
        open(UInt8(ascii: "["))
        for item in items { try body(&self, item) }
        close(UInt8(ascii: "]"))
    }

    /// Writes a member's name; its value must follow.
    public mutating func name(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a text.
    public mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 { append(escaping: byte) }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Writes true or false.
    public mutating func bool(_ flag: Bool) { raw(flag ? "true" : "false") }

    /// Writes null.
    public mutating func null() { raw("null") }

    /// Writes a whole number.
    public mutating func integer(_ number: Int64) {
        separate()
        append(sign: number)
        append(digits: number.magnitude)
        needsComma = true
    }

    /// Writes a number of 10^-decimals units, with as many decimal places as it needs: 1.5, -0.01.
    public mutating func decimal(units: Int64, decimals: Int) {
        separate()
        append(sign: units)
        let one = Self.power(decimals)
        let (whole, fraction) = units.magnitude.quotientAndRemainder(dividingBy: one)
        append(digits: whole)
        append(fraction: fraction, below: one)
        needsComma = true
    }

    /// Writes a binary number with the fewest digits that give it back; one that is not finite, for
    /// which JSON has no word, as null.
    public mutating func double(_ number: Double) {
        guard number.isFinite else { return null() }
        separate()
        let text = number.description
        bytes.append(contentsOf: (text.hasSuffix(".0") ? text.dropLast(2) : text[...]).utf8)
        needsComma = true
    }

    /// Writes bytes that are a JSON value already.
    public mutating func raw(_ value: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: value)
        needsComma = true
    }

    /// Writes a text that is a JSON value already.
    public mutating func raw(_ value: StaticString) {
        separate()
        value.withUTF8Buffer { bytes.append(contentsOf: $0) }
        needsComma = true
    }

    private mutating func open(_ byte: UInt8) {
        separate()
        bytes.append(byte)
        needsComma = false
    }

    private mutating func close(_ byte: UInt8) {
        bytes.append(byte)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }
}

extension JSONWriter {
    private mutating func append(sign number: Int64) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
    }

    private mutating func append(digits number: UInt64) {
        let start = bytes.count
        var rest = number
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// The decimal places of a fraction, without the zeros at its end.
    private mutating func append(fraction: UInt64, below one: UInt64) {
        guard fraction > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        var (rest, unit) = (fraction, one)
        while rest > 0 {
            unit /= 10
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / unit))
            rest %= unit
        }
    }

    /// JSON asks for an escape of quotes, backslashes and control characters only; `<` is escaped
    /// too, so that no text can end the script element of a page.
    private mutating func append(escaping byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case UInt8(ascii: "<"), 0..<32:
            bytes.append(contentsOf: "\\u00".utf8)
            bytes.append(Self.hexadecimal(byte >> 4))
            bytes.append(Self.hexadecimal(byte & 15))
        default: bytes.append(byte)
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }

    private static func power(_ exponent: Int) -> UInt64 {
        exponent == 9 ? 1_000_000_000 : (0..<exponent).reduce(1) { product, _ in product * 10 }
    }
}
