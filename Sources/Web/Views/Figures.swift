public import Domain
import Foundation

/// How figures are written for people: signed, with thousands separated and cents.
public enum Figures {
    /// `-$1,234.50`; half a cent is rounded to the even one.
    public static func dollars(_ money: Money) -> String {
        let cents = Rounding.halfEven.divide(Int128(money.nanos), by: 10_000_000)
        let (whole, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(cents < 0 ? "-" : "")$\(grouped(String(whole))).\(twoDigits(Int(rest)))"
    }

    /// The same with a plus for gains: `+$320.00`, `$0.00`.
    public static func signedDollars(_ money: Money) -> String {
        let text = dollars(money)
        return money > .zero && text != "$0.00" ? "+\(text)" : text == "-$0.00" ? "$0.00" : text
    }

    /// `+1.14 %`; a dash where there is none.
    public static func percent(_ value: Double?) -> String {
        guard let value else { return "-" }
        let hundredths = (value * 100).rounded(.toNearestOrEven)
        return String(format: "%+.2f %%", hundredths == 0 ? 0 : hundredths / 100)
    }

    /// A statistic with two places: `1.85`; one that rounds to nothing has no sign.
    public static func decimal(_ value: Double) -> String {
        let text = String(format: "%.2f", value)
        return text == "-0.00" ? "0.00" : Signed.withMinus(text)
    }

    /// A part of a whole, 0 to 1, in percent: `54.3 %`.
    public static func share(_ value: Double) -> String { String(format: "%.1f %%", 100 * value) }

    /// A price with at least cents and at most four places, as averages have more: `130.85`,
    /// `0.1234`.
    public static func price(_ price: Price) -> String {
        let rounded = Rounding.halfEven.divide(Int128(price.nanos), by: 100_000) * 100_000
        let text = (Price(nanos: Int64(exactly: rounded) ?? price.nanos)).description
        guard let point = text.firstIndex(of: ".") else { return text + ".00" }
        return text.distance(from: point, to: text.endIndex) == 2 ? text + "0" : text
    }

    /// A number of shares with thousands separated: `1,250`, `0.5`.
    public static func shares(_ quantity: Quantity) -> String {
        let parts = quantity.description.split(separator: ".", maxSplits: 1)
        let whole = parts[0].hasPrefix("-") ? parts[0].dropFirst() : parts[0]
        let sign = parts[0].hasPrefix("-") ? "\u{2212}" : ""
        return sign + grouped(String(whole)) + (parts.count > 1 ? ".\(parts[1])" : "")
    }

    /// A count with thousands separated.
    public static func count(_ count: Int64) -> String {
        (count < 0 ? "\u{2212}" : "") + grouped(String(count.magnitude))
    }

    /// How old something is: `4 s`, `12 min`, `3 h`, `2 d`.
    public static func age(_ seconds: Int64) -> String {
        switch seconds {
        case ..<100: "\(seconds) s"
        case ..<6_000: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3_600) h"
        default: "\(seconds / 86_400) d"
        }
    }

    private static func grouped(_ digits: String) -> String {
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
