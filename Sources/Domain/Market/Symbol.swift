/// The name of something that trades: `GOOG`, `BRK.B`, `BTC/USD`.
public struct Symbol: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The longest name: an option's (OCC) has 21 characters.
    public static let lengthMax = 24

    /// The name as text.
    public let description: String

    /// A name of 1 to 24 characters of `A-Z 0-9 . - /` starting with a letter or digit; else nil.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        let bytes = text.utf8
        guard (1...Self.lengthMax).contains(bytes.count), let first = bytes.first,
            Self.isLetterOrDigit(first),
            bytes.allSatisfy({ Self.isLetterOrDigit($0) || (45...47).contains($0) })
        else { return nil }
        description = text
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (48...57).contains(byte)
    }

    /// Alphabetical order.
    public static func < (left: Symbol, right: Symbol) -> Bool {
        left.description < right.description
    }
}
