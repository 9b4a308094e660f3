/// What travels as an object with named fields.
///
/// Reading is tolerant: unknown fields are passed over, and a word that is not known is kept.
public protocol WireRecord: Hashable, Sendable {
    /// Reads it from its fields.
    init(_ fields: WireFields) throws(WireFault)
    /// The object that travels.
    var wire: WireValue { get }
}

extension WireRecord {
    /// Reads it from a value, which must be an object.
    public init(_ value: WireValue) throws(WireFault) {
        try self.init(try WireFields(value))
    }

    /// Reads it from JSON.
    public init(json: [UInt8]) throws(WireFault) { try self.init(try WireValue.json(json)) }

    /// It as JSON.
    public var json: [UInt8] { wire.json }

    /// Reads a list of them.
    public static func list(_ value: WireValue) throws(WireFault) -> [Self] {
        guard case .list(let items) = value else {
            throw WireFault("body", "is no list")
        }
        var records: [Self] = []
        for item in items { records.append(try Self(item)) }
        return records
    }
}

/// A word of Alpaca's, kept as it came: one that is not known yet is no error.
public protocol WireWord: RawRepresentable, Hashable, Sendable, CustomStringConvertible
where RawValue == String {
    /// A word of this text.
    init(rawValue: String)
}

extension WireWord {
    /// A word of this text.
    public init(_ text: String) { self.init(rawValue: text) }
    /// The text.
    public var description: String { rawValue }
}

extension WireRecord {
    /// Reads it from a field that may be there.
    public static func inside(
        _ name: String, of fields: WireFields
    ) throws(WireFault) -> Self? {
        guard let inner = try fields.fields(name) else { return nil }
        return try Self(inner)
    }
}
