import ExactJSON

/// Stored JSON as a page reads it: what is not there is nil, and nothing throws.
struct JSONTree {
    private let value: JSONValue

    init(_ text: String) { self.init((try? JSONReader.read(Array(text.utf8))) ?? .null) }

    private init(_ value: JSONValue) { self.value = value }

    subscript(name: String) -> JSONTree? {
        guard case .object(let object) = value, let member = object.fields[name], member != .null
        else { return nil }
        return JSONTree(member)
    }

    /// The items of a list.
    var items: [JSONTree] {
        guard case .array(let items) = value else { return [] }
        return items.map(JSONTree.init)
    }

    /// The members of an object by name.
    var members: [(name: String, value: JSONTree)] {
        object.fields.sorted { $0.key < $1.key }.map { ($0.key, JSONTree($0.value)) }
    }

    /// The value as an object; without members where it is none.
    var object: JSONObject {
        guard case .object(let object) = value else { return JSONObject(fields: [:]) }
        return object
    }

    /// The value for people: lists and objects with commas.
    var shown: String {
        switch value {
        case .array: items.map(\.shown).joined(separator: ", ")
        case .object: members.map { "\($0.name) \($0.value.shown)" }.joined(separator: ", ")
        default: text
        }
    }

    /// A list of `{name, value}` for people.
    var namedValues: String {
        items.map { "\(PageText.words($0["name"]?.text ?? "")) \($0["value"]?.text ?? "")" }
            .joined(separator: ", ")
    }

    var text: String { value.written }
    var number: Double? { Double(value.written) }
    /// The value as JSON again.
    var json: String { value.text }
}
