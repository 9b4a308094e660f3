import Domain

/// Reads amounts from the bytes of a field, quickly where they are plain digits.
enum DecimalField {
    /// A price, rounded half-even where it is finer than a nanodollar.
    @inline(__always)
    static func price(
        _ bytes: Span<UInt8>, _ field: Range<Int>
    ) throws(FieldFault) -> (price: Price, wasRounded: Bool) {
        if let plain = plain(bytes, field, decimals: 9) {
            return (Price(nanos: plain.units), plain.wasRounded)
        }
        return try slowPrice(bytes, field)
    }

    /// A volume, none where the field is empty, exact to a thousandth of a share.
    @inline(__always)
    static func volume(_ bytes: Span<UInt8>, _ field: Range<Int>) throws(FieldFault) -> Volume {
        if let plain = plain(bytes, field, decimals: 3), !plain.wasRounded {
            return Volume(thousandths: plain.units)
        }
        return try slowVolume(bytes, field)
    }

    /// Up to 18 digits with or without a point; nil for all else, which the slow path settles.
    @inline(__always)
    private static func plain(
        _ bytes: Span<UInt8>, _ field: Range<Int>, decimals: Int
    ) -> (units: Int64, wasRounded: Bool)? {
        guard field.count <= 18 else { return nil }
        var mantissa: Int64 = 0
        var fraction = -1
        for index in field {
            let byte = bytes[index]
            let digit = byte &- 48
            if digit <= 9 {
                mantissa = mantissa &* 10 &+ Int64(digit)  // 18 digits fit.
                if fraction >= 0 { fraction += 1 }
            } else {
                guard byte == 46, fraction < 0 else { return nil }
                fraction = 0
            }
        }
        guard field.count > (fraction < 0 ? 0 : 1) else { return nil }
        let shift = decimals - max(fraction, 0)
        guard shift < 0 else {
            let (units, overflow) = mantissa.multipliedReportingOverflow(by: powerOfTen(shift))
            return overflow ? nil : (units, false)
        }
        return rounded(mantissa, by: powerOfTen(-shift))
    }

    private static func rounded(
        _ mantissa: Int64, by divisor: Int64
    ) -> (units: Int64, wasRounded: Bool) {
        let (whole, rest) = mantissa.quotientAndRemainder(dividingBy: divisor)
        let isUp = rest > divisor / 2 || (rest == divisor / 2 && whole % 2 == 1)
        return (isUp ? whole + 1 : whole, rest != 0)
    }

    /// A table that needs no initialisation: 10^0 to 10^17.
    @inline(__always)
    private static func powerOfTen(_ exponent: Int) -> Int64 {
        switch exponent {
        case 0: 1
        case 1: 10
        case 2: 100
        case 3: 1_000
        case 4: 10_000
        case 5: 100_000
        case 6: 1_000_000
        case 7: 10_000_000
        case 8: 100_000_000
        case 9: 1_000_000_000
        default: 1_000_000_000 * powerOfTenAbove9(exponent)
        }
    }

    @inline(never)
    private static func powerOfTenAbove9(_ exponent: Int) -> Int64 {
        (9..<exponent).reduce(1) { power, _ in power * 10 }
    }

    @inline(never)
    private static func slowPrice(
        _ bytes: Span<UInt8>, _ field: Range<Int>
    ) throws(FieldFault) -> (price: Price, wasRounded: Bool) {
        do throws(DecimalFault) {
            let read = try Price.reading(bytes.array(field.prefix(100)), rounding: .halfEven)
            return (read.amount, read.wasRounded)
        } catch {
            throw fault(error, bytes, field)
        }
    }

    @inline(never)
    private static func slowVolume(
        _ bytes: Span<UInt8>, _ field: Range<Int>
    ) throws(FieldFault) -> Volume {
        guard !field.isEmpty else { return .zero }
        do throws(DecimalFault) {
            let text = bytes.array(field.prefix(100))
            let read = try Volume.reading(text, rounding: .halfEven)
            guard !read.wasRounded else { throw DecimalFault.tooPrecise(decimalsMax: 3) }
            return read.amount
        } catch {
            throw fault(error, bytes, field)
        }
    }

    private static func fault(
        _ fault: DecimalFault, _ bytes: Span<UInt8>, _ field: Range<Int>
    ) -> FieldFault {
        bytes.excerpt(field).lowercased() == "null" ? .null : .decimal(fault)
    }
}
