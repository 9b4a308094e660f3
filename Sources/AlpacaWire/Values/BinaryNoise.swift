/// What a binary fraction leaves at the end of a decimal number that was reckoned with.
enum BinaryNoise {
    /// How many digits a binary fraction of 64 bits surely holds.
    private static let digitsHeld = 15

    /// Whether the digits of a number beyond so many decimal places are nothing but noise: there
    /// are more digits than such a fraction holds, and all of these but the last two are zeros, or
    /// nines.
    static func ends(_ text: String, after decimals: Int) -> Bool {
        guard text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 || $0 == 45 }),
            let point = text.firstIndex(of: ".")
        else { return false }
        let fraction = text[text.index(after: point)...]
        let digits = text.filter(\.isNumber).drop { $0 == "0" }
        guard fraction.count > decimals, digits.count > digitsHeld else { return false }
        let rest = fraction.dropFirst(decimals).dropLast(2)
        return rest.allSatisfy { $0 == "0" } || rest.allSatisfy { $0 == "9" }
    }
}
