import AlpacaWire
import Domain

/// The query of a call: names with values, the last of a name counts.
struct CallQuery: Sendable {
    private(set) var values: [String: String] = [:]

    init() {}

    /// - Parameter text: what stands behind the question mark, form encoded.
    init(_ text: Substring) {
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? PercentText.decoded(parts[1], plusIsSpace: true) : ""
            values[PercentText.decoded(parts[0], plusIsSpace: true)] = value
        }
    }

    subscript(name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// True or false, in any case: the official client writes `True`.
    func flag(_ name: String) throws(ExchangeRefusal) -> Bool? {
        guard let text = self[name] else { return nil }
        switch text.lowercased() {
        case "true", "1": return true
        case "false", "0": return false
        default: throw .invalid("invalid \(name) \(text.prefix(40))")
        }
    }

    /// A whole number in a range.
    func number(_ name: String, in range: ClosedRange<Int>) throws(ExchangeRefusal) -> Int? {
        guard let text = self[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw .invalid(
                "invalid \(name) \(text.prefix(40)): it must be from \(range.lowerBound) to "
                    + "\(range.upperBound)")
        }
        return number
    }

    /// An amount with all its digits.
    func amount<A: Amount>(_ name: String) throws(ExchangeRefusal) -> A? {
        guard let text = self[name] else { return nil }
        do throws(DecimalFault) { return try A(text) } catch {
            throw .invalid("invalid \(name) \(text.prefix(40)): it \(error)")
        }
    }

    /// An instant, or the midnight of a date.
    func time(_ name: String) throws(ExchangeRefusal) -> Timestamp? {
        guard let text = self[name] else { return nil }
        // A plus sign that was not escaped arrives as a space.
        guard let time = WireTime.read(text.replacing(" ", with: "+")) ?? WireTime.read(text) else {
            throw .invalid("invalid \(name) \(text.prefix(40)): RFC 3339 is expected")
        }
        return time
    }

    /// A date.
    func day(_ name: String) throws(ExchangeRefusal) -> Day? {
        guard let text = self[name] else { return nil }
        guard let day = Day(text.prefix(10)) else {
            throw .invalid("invalid \(name) \(text.prefix(40)): a date is expected")
        }
        return day
    }

    /// A word that must be one of these.
    func word(_ name: String, of allowed: [String]) throws(ExchangeRefusal) -> String? {
        guard let word = self[name] else { return nil }
        guard allowed.contains(word) else {
            throw .invalid(
                "invalid \(name) \(word.prefix(40)): allowed are "
                    + allowed.joined(separator: ", "))
        }
        return word
    }

    /// The words of a list with commas; nil where there is none.
    func words(_ name: String) -> [String]? {
        self[name].map { $0.split(separator: ",").map(String.init) }
    }
}

/// Text as URLs carry it.
enum PercentText {
    /// The text behind the escapes; what is no escape stays as it is.
    static func decoded(_ text: Substring, plusIsSpace: Bool) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = hexadecimal(rest.prefix(2)) {
                rest = rest.dropFirst(2)
                bytes.append(value)
            } else {
                bytes.append(byte == UInt8(ascii: "+") && plusIsSpace ? 32 : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2, digits.allSatisfy({ $0 != 43 && $0 != 45 }) else { return nil }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
