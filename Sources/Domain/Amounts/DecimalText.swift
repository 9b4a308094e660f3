/// Why a text is not an amount.
public enum DecimalFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// Not a decimal number at all, or one of absurd length or exponent.
    case malformed
    /// More decimal places than the unit holds.
    case tooPrecise(decimalsMax: Int)
    /// A number that 64 bits of the unit cannot hold.
    case outOfRange

    /// What is allowed, for an error message.
    public var description: String {
        switch self {
        case .malformed: "is not a decimal number"
        case .tooPrecise(let most): "has more than \(most) decimal places"
        case .outOfRange: "is out of range"
        }
    }
}

/// Decimal digits to whole units and back, without binary fractions in between.
enum DecimalText {
    /// Longer texts are refused: no amount needs them, and an attacker might send them.
    static let lengthMax = 64
    static let exponentMax = 40
    /// Above any 64-bit amount with 19 further decimals, below what 128 bits hold.
    static let mantissaMax: Int128 = 10_000_000_000_000_000_000_000_000_000_000_000_000

    /// Reads `[+-]digits[.digits][e[+-]digits]` as a number of 10^-decimals units.
    ///
    /// - Parameter rounding: what to do with finer digits; nil refuses them.
    static func parse(
        _ bytes: some Collection<UInt8>, decimals: Int, rounding: Rounding?
    ) throws(DecimalFault) -> (units: Int64, wasRounded: Bool) {
        guard bytes.count <= lengthMax else { throw .malformed }
        var scanner = Scanner(bytes)
        try scanner.run()
        let shift = decimals + scanner.exponent - scanner.fractionDigits
        var value = scanner.mantissa
        guard value != 0 else { return (0, false) }
        if shift >= 0 {
            for _ in 0..<shift {
                value *= 10
                guard value < mantissaMax else { throw .outOfRange }
            }
            return (try narrowed(scanner.isNegative ? -value : value), false)
        }
        // 10^-37 and less of any mantissa is below half a unit, whatever its digits.
        let divisor = power(min(-shift, 37))
        let isExact = value % divisor == 0
        guard isExact || rounding != nil else { throw .tooPrecise(decimalsMax: decimals) }
        let signed = scanner.isNegative ? -value : value
        return (try narrowed((rounding ?? .towardsZero).divide(signed, by: divisor)), !isExact)
    }

    /// The digits of `units * 10^-decimals`, without trailing zeros.
    static func format(_ units: Int64, decimals: Int) -> String {
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let whole = padded.dropLast(decimals)
        var fraction = padded.suffix(decimals)
        while fraction.last == "0" { fraction.removeLast() }
        let sign = units < 0 ? "-" : ""
        return fraction.isEmpty ? sign + whole : "\(sign)\(whole).\(fraction)"
    }

    /// 10 to the power of `exponent`, which binary holds exactly up to 22.
    static func powerOfTen(_ exponent: Int) -> Double {
        exponent == 9 ? 1e9 : Double(power(exponent))
    }

    private static func power(_ exponent: Int) -> Int128 {
        var result: Int128 = 1
        for _ in 0..<exponent { result *= 10 }
        return result
    }

    private static func narrowed(_ wide: Int128) throws(DecimalFault) -> Int64 {
        guard let units = Int64(exactly: wide) else { throw .outOfRange }
        return units
    }
}

/// Reads the parts of a decimal number from its bytes.
private struct Scanner<Bytes: Collection<UInt8>> {
    private let bytes: Bytes
    private var index: Bytes.Index
    var isNegative = false
    /// All digits as one number, without the point.
    var mantissa: Int128 = 0
    var fractionDigits = 0
    var exponent = 0

    init(_ bytes: Bytes) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    mutating func run() throws(DecimalFault) {
        if let sign = peek, sign == 43 || sign == 45 {
            isNegative = sign == 45
            step()
        }
        var count = try digits()
        if peek == 46 {
            step()
            fractionDigits = try digits()
            count += fractionDigits
        }
        guard count > 0 else { throw .malformed }
        if let letter = peek, letter == 101 || letter == 69 {
            step()
            try readExponent()
        }
        guard peek == nil else { throw .malformed }
    }

    private var peek: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private mutating func step() { index = bytes.index(after: index) }

    private mutating func digits() throws(DecimalFault) -> Int {
        var count = 0
        while let byte = peek, byte >= 48, byte <= 57 {
            step()
            count += 1
            mantissa = mantissa * 10 + Int128(byte - 48)
            guard mantissa < DecimalText.mantissaMax else { throw .outOfRange }
        }
        return count
    }

    private mutating func readExponent() throws(DecimalFault) {
        var isNegative = false
        if let sign = peek, sign == 43 || sign == 45 {
            isNegative = sign == 45
            step()
        }
        guard peek != nil else { throw .malformed }
        var value = 0
        while let byte = peek, byte >= 48, byte <= 57 {
            step()
            value = value * 10 + Int(byte - 48)
            guard value <= DecimalText.exponentMax else { throw .malformed }
        }
        exponent = isNegative ? -value : value
    }
}
