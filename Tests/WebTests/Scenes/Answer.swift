import ExactJSON
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

/// What the server answered, with its JSON by paths such as `trades.0.side`.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let body: String
    /// Nil where the body is no JSON.
    let json: JSONValue?

    init(_ response: TestResponse) {
        self.init(
            status: response.status.code, headers: response.headers,
            body: String(buffer: response.body))
    }

    init(status: Int, headers: HTTPFields, body: String) {
        self.status = status
        self.headers = headers
        self.body = body
        json = try? JSONReader.read(Array(body.utf8))
    }

    /// The stable word of a problem.
    var code: String? { self["code"] }

    /// Whether it is a problem as RFC 9457 has it, with this status in its body too.
    var isProblem: Bool {
        headers[.contentType] == "application/problem+json" && self["status"] == "\(status)"
            && self["type"] != nil && self["title"] != nil && self["detail"] != nil && code != nil
    }

    /// The fields that a problem names, in their order.
    var faultyFields: [String] { all("errors", "field") }

    /// A plain value as it is written, numbers by their digits; nil where there is none.
    subscript(path: String) -> String? { value(path)?.written }

    /// The names of an object's members, in alphabetical order.
    func names(_ path: String = "") -> [String] {
        guard case .object(let object) = value(path) else { return [] }
        return object.fields.keys.sorted()
    }

    /// How many items a list has; nil where there is no list.
    func count(_ path: String = "") -> Int? {
        guard case .array(let items) = value(path) else { return nil }
        return items.count
    }

    /// A member of every item of a list.
    func all(_ path: String, _ name: String) -> [String] {
        let folder = path.isEmpty ? "" : "\(path)."
        return (0..<(count(path) ?? 0)).map { self["\(folder)\($0).\(name)"] ?? "-" }
    }

    private func value(_ path: String) -> JSONValue? {
        path.split(separator: ".").reduce(json) { value, step in
            switch value {
            case .object(let object): object.fields[String(step)]
            case .array(let items):
                Int(step).flatMap { items.indices.contains($0) ? items[$0] : nil }
            default: nil
            }
        }
    }
}

/// Expects a problem of this status and code.
func expect(
    _ answer: Answer, _ status: Int, _ code: String, _ fields: [String] = [],
    at place: SourceLocation = #_sourceLocation
) {
    #expect(answer.status == status, "\(answer.body)", sourceLocation: place)
    #expect(answer.code == code, "\(answer.body)", sourceLocation: place)
    #expect(answer.isProblem, "\(answer.headers) \(answer.body)", sourceLocation: place)
    #expect(answer.faultyFields == fields, "\(answer.body)", sourceLocation: place)
}
