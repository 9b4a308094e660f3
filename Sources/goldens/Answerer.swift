import Foundation

/// One kind of reference case that can be answered.
struct Answerer: Sendable {
    /// Whether a file holds cases of this kind.
    let takes: @Sendable (GoldenFile) -> Bool
    /// The text of the answer file, which has the same name.
    let answer: @Sendable (GoldenFile) throws -> Data
}

extension Answerer {
    /// Answers files of one name: `xnys_sessions.csv`.
    init(name: String, answer: @escaping @Sendable (GoldenFile) throws -> Data) {
        self.init(takes: { $0.name == name }, answer: answer)
    }

    /// Answers JSON files that name this schema: `metrics-golden/1`.
    init(schema: String, answer: @escaping @Sendable (GoldenFile) throws -> JSONValue) {
        self.init(takes: { $0.schema() == schema }, answer: { try answer($0).encoded() })
    }
}

/// A JSON value to write; numbers keep every digit of the Double.
enum JSONValue: Encodable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// A number, or null where there is none.
    init(_ number: Double?) { self = number.map(Self.number) ?? .null }

    /// A whole number, or null where there is none.
    init(_ integer: Int?) { self = integer.map(Self.integer) ?? .null }

    /// A text, or null where there is none.
    init(_ string: String?) { self = string.map(Self.string) ?? .null }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        case .object(let fields): try container.encode(fields)
        }
    }

    /// The text, with sorted keys, so that two runs write the same bytes.
    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }
}
