/// A JSON value whose numbers are still the text they were written with, so that no amount goes
/// through a binary fraction.
public enum JSONValue: Equatable, Sendable {
    /// Nothing.
    case null
    /// True or false.
    case bool(Bool)
    /// A number by its text.
    case number(String)
    /// A text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Names with values.
    case object(JSONObject)

    /// A plain value as it was written; lists and objects are told by their kind only.
    public var written: String {
        switch self {
        case .number(let text), .string(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: kind
        }
    }

    /// What it is, in a sentence.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

/// A JSON object: each name once.
public struct JSONObject: Equatable, Sendable {
    /// The line it begins on, from 1.
    public let line: Int
    /// Its values by name.
    public internal(set) var fields: [String: JSONValue] = [:]

    /// An object without fields, on the first line.
    public init() { line = 1 }

    /// An object of these fields, on the first line.
    public init(fields: [String: JSONValue]) {
        line = 1
        self.fields = fields
    }

    init(line: Int) { self.line = line }
}

/// Why a text is no JSON, and where.
public struct JSONFault: Error, Equatable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// What is wrong there.
    public let message: String

    /// Line and message.
    public var description: String { "line \(line): \(message)" }
}
