public import ExactJSON

extension WireValue {
    /// A JSON value as it travels; its numbers keep their text.
    public init(_ json: JSONValue) {
        switch json {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .number(let text): self = .number(text)
        case .string(let text): self = .string(text)
        case .array(let items): self = .list(items.map { WireValue($0) })
        case .object(let object): self = .map(object.fields.mapValues { WireValue($0) })
        }
    }

    /// Reads JSON.
    public static func json(_ bytes: [UInt8]) throws(WireFault) -> WireValue {
        do throws(JSONFault) {
            return WireValue(try JSONReader.read(bytes))
        } catch {
            throw WireFault("body", "is no JSON: \(error)")
        }
    }

    /// The same as JSON, names in order.
    public var json: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }

    private func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .bool(let flag): writer.bool(flag)
        case .number(let text): writer.raw(text.utf8)
        case .string(let text): writer.string(text)
        case .time(let time): writer.string(WireTime.text(time))
        case .list(let items): writer.array(items) { $1.write(to: &$0) }
        case .map(let fields):
            writer.object { writer in
                for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
                    writer.member(name)
                    value.write(to: &writer)
                }
            }
        }
    }
}
