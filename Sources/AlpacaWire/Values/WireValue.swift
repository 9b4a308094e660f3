public import Domain

/// A value as it travels, in JSON or in MessagePack: one tree for both.
///
/// Numbers are the text that they were written with, so that no amount goes through a binary
/// fraction on its way through JSON.
public enum WireValue: Hashable, Sendable {
    /// Nothing.
    case null
    /// True or false.
    case bool(Bool)
    /// A number by its text.
    case number(String)
    /// A text.
    case string(String)
    /// An instant: RFC 3339 in JSON, the timestamp extension in MessagePack.
    case time(Timestamp)
    /// A list.
    case list([WireValue])
    /// Names with values.
    case map([String: WireValue])
}

extension WireValue {
    /// A text, or null.
    public static func text(_ text: String?) -> WireValue { text.map { .string($0) } ?? .null }

    /// An amount as a string of its exact digits, or null.
    public static func digits(_ amount: (some Amount)?) -> WireValue {
        amount.map { .string($0.description) } ?? .null
    }

    /// An amount as a number of its exact digits, or null.
    public static func figure(_ amount: (some Amount)?) -> WireValue {
        amount.map { .number($0.description) } ?? .null
    }

    /// A whole number.
    public static func integer(_ number: some BinaryInteger) -> WireValue {
        .number(String(number))
    }

    /// An instant as a string with nanoseconds, or null.
    public static func stamp(_ time: Timestamp?) -> WireValue {
        time.map { .string(WireTime.text($0)) } ?? .null
    }

    /// The fields of a map that are not null: for bodies where a null says more than nothing.
    public static func filled(_ fields: [String: WireValue]) -> WireValue {
        .map(fields.filter { $0.value != .null })
    }
}
