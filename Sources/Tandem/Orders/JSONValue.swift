/// A JSON value whose numbers are still the text they were written with, so that no amount goes
/// through a binary fraction.
enum JSONValue: Equatable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// What it is, in a sentence.
    var kind: String {
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
struct JSONObject: Equatable {
    /// The line it begins on, from 1.
    let line: Int
    var fields: [String: JSONValue] = [:]
}

/// Why a text is no JSON, and where.
struct JSONFault: Error, Equatable, CustomStringConvertible {
    let line: Int
    let message: String

    var description: String { "line \(line): \(message)" }
}
