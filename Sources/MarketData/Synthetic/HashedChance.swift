/// Chance without a generator: numbers that look random and depend only on what is asked.
///
/// All arithmetic is that of 64-bit integers, so every machine draws the same.
enum HashedChance {
    /// Spreads the bits of a number over all 64 (the finishing step of splitmix64).
    ///
    /// Source: S. Vigna, splitmix64.c, public domain.
    @inline(__always)
    static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The number at a place of the series that a key names.
    @inline(__always)
    static func number(_ key: UInt64, at place: UInt64) -> UInt64 {
        mixed(key &+ (place &+ 1) &* 0x9E37_79B9_7F4A_7C15)
    }

    /// The same as a fraction: at least 0 and below 1.
    @inline(__always)
    static func fraction(_ key: UInt64, at place: UInt64) -> Double {
        Double(number(key, at: place) >> 11) * 0x1p-53
    }

    /// The same as a signed fraction: at least -1 and below 1.
    @inline(__always)
    static func signedFraction(_ key: UInt64, at place: UInt64) -> Double {
        Double(Int64(bitPattern: number(key, at: place)) >> 11) * 0x1p-52
    }

    /// A key made of a name: FNV-1a of its bytes, spread.
    static func key(of name: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return mixed(hash)
    }
}
