/// Numbers that look random and follow from a seed (SplitMix64), so that a failure can be repeated.
struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A number from 0 to `most`.
    mutating func upTo(_ most: Int64) -> Int64 { Int64(next() % UInt64(most + 1)) }

    /// Any number, all lengths alike: small ones as often as large ones.
    mutating func anyInteger() -> Int64 {
        let bits = Int64(bitPattern: next())
        return bits >> upTo(63)
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
