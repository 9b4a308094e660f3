public import Domain

/// The fields of an object that arrived; a null is as good as nothing.
public struct WireFields: Sendable {
    /// The values that are not null, by name.
    public let values: [String: WireValue]

    /// The fields of a value, which must be an object.
    public init(_ value: WireValue) throws(WireFault) {
        guard case .map(let fields) = value else { throw WireFault("body", "is no object") }
        values = fields.filter { $0.value != .null }
    }

    /// The fields by name.
    public init(values: [String: WireValue]) {
        self.values = values.filter { $0.value != .null }
    }

    /// Whether a field is there.
    public func has(_ name: String) -> Bool { values[name] != nil }

    /// A text; a number counts by its digits.
    public func text(_ name: String) -> String? {
        switch values[name] {
        case .string(let text), .number(let text): text
        case .time(let time): WireTime.text(time)
        case .bool, .list, .map, .null, nil: nil
        }
    }

    /// A text that must be there.
    public func needed(_ name: String) throws(WireFault) -> String {
        guard let text = text(name) else { throw WireFault(name, "is required") }
        return text
    }

    /// A word.
    public func word<Word: WireWord>(_ name: String) -> Word? {
        text(name).map { Word(rawValue: $0) }
    }

    /// A word that must be there.
    public func neededWord<Word: WireWord>(_ name: String) throws(WireFault) -> Word {
        Word(rawValue: try needed(name))
    }

    /// True or false, of a boolean or of its word.
    public func flag(_ name: String) -> Bool? {
        switch values[name] {
        case .bool(let flag): flag
        case .string(let text): ["true": true, "false": false][text.lowercased()]
        case .number, .time, .list, .map, .null, nil: nil
        }
    }

    /// The same of what must be one or the other where it is there.
    public func exactFlag(_ name: String) throws(WireFault) -> Bool? {
        guard has(name) else { return nil }
        guard let flag = flag(name) else { throw WireFault(name, "must be true or false") }
        return flag
    }

    /// A whole number.
    public func integer(_ name: String) -> Int64? { text(name).flatMap { Int64($0) } }

    /// An amount with all its digits, which may not be finer than its unit.
    ///
    /// The official client sends binary fractions, 0.1 + 0.2 as 0.30000000000000004: what a number
    /// has beyond the digits that such a fraction holds is noise, and not finer.
    public func exact<A: Amount>(_ name: String) throws(WireFault) -> A? {
        guard let text = try amountText(name) else { return nil }
        do throws(DecimalFault) {
            if case .number = values[name], BinaryNoise.ends(text, after: A.decimals) {
                return try A.reading(text.utf8, rounding: .halfEven).amount
            }
            return try A(text)
        } catch {
            let isTooFine = if case .tooPrecise = error { true } else { false }
            throw WireFault(name, "'\(text.prefix(40))' \(error)", isTooFine: isTooFine)
        }
    }

    /// An amount, rounded half-even where it came with finer digits: an average may have any.
    public func amount<A: Amount>(_ name: String) throws(WireFault) -> A? {
        guard let text = try amountText(name) else { return nil }
        do throws(DecimalFault) {
            return try A.reading(text.utf8, rounding: .halfEven).amount
        } catch {
            throw WireFault(name, "'\(text.prefix(40))' \(error)")
        }
    }

    private func amountText(_ name: String) throws(WireFault) -> String? {
        switch values[name] {
        case .string(let text), .number(let text): return text
        case nil, .null: return nil
        case .bool, .time, .list, .map: throw WireFault(name, "is no number")
        }
    }

    /// An amount that must be there.
    public func neededAmount<A: Amount>(_ name: String) throws(WireFault) -> A {
        guard let amount: A = try amount(name) else { throw WireFault(name, "is required") }
        return amount
    }

    /// An instant.
    public func time(_ name: String) throws(WireFault) -> Timestamp? {
        if case .time(let time) = values[name] { return time }
        guard let text = text(name) else { return nil }
        guard let time = WireTime.read(text) else {
            throw WireFault(name, "'\(text.prefix(40))' is no RFC 3339 time")
        }
        return time
    }

    /// An instant that must be there.
    public func neededTime(_ name: String) throws(WireFault) -> Timestamp {
        guard let time = try time(name) else { throw WireFault(name, "is required") }
        return time
    }

    /// The fields of an object inside; nil without one.
    public func fields(_ name: String) throws(WireFault) -> WireFields? {
        guard let value = values[name] else { return nil }
        guard case .map(let fields) = value else { throw WireFault(name, "is no object") }
        return WireFields(values: fields)
    }

    /// The items of a list; none without one.
    public func list(_ name: String) throws(WireFault) -> [WireValue] {
        guard let value = values[name] else { return [] }
        guard case .list(let items) = value else { throw WireFault(name, "is no list") }
        return items
    }

    /// The texts of a list; what is no text is passed over.
    public func texts(_ name: String) throws(WireFault) -> [String] {
        try list(name).compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
}
