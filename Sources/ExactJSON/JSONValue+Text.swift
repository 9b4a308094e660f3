extension JSONValue {
    /// The value as JSON text on one line, an object's names in the order of the alphabet.
    public var text: String {
        switch self {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .number(let text): text
        case .string(let text): Self.quoted(text)
        case .array(let items): "[\(items.map(\.text).joined(separator: ","))]"
        case .object(let object):
            "{\(object.fields.sorted { $0.key < $1.key }.map(Self.member).joined(separator: ","))}"
        }
    }

    private static func member(_ name: String, _ value: JSONValue) -> String {
        "\(quoted(name)):\(value.text)"
    }

    private static func quoted(_ text: String) -> String {
        var writer = JSONWriter(capacity: text.utf8.count + 2)
        writer.string(text)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
