/// Names and chances that follow from a seed and a number, so that a run can be replayed.
enum HashedNames {
    /// The number at a place of the series that a key names (splitmix64, S. Vigna).
    static func number(_ key: UInt64, at place: UInt64) -> UInt64 {
        mixed(key &+ (place &+ 1) &* 0x9E37_79B9_7F4A_7C15)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A key made of a name (FNV-1a, spread).
    static func key(of name: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return mixed(hash)
    }

    /// The UUID at a place of a key's series, in the form of a random one.
    static func uuid(_ key: UInt64, _ place: UInt64) -> String {
        let high = number(key, at: place &* 2) & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = number(key, at: place &* 2 &+ 1) & 0x3FFF_FFFF_FFFF_FFFF | 1 << 63
        let digits = hexadecimal(high) + hexadecimal(low)
        var parts: [Substring] = []
        var rest = digits[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return parts.joined(separator: "-")
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Whether a text has the form of a UUID.
    static func isUUID(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12]
            && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }
}
