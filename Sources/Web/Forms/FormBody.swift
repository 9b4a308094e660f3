import Desk
import Domain
import ExactJSON
import Hummingbird

/// The fields of a form that a browser has sent (application/x-www-form-urlencoded).
struct FormBody {
    /// Values by name; the last of a name counts, and empty ones are left out.
    private(set) var values: [String: String]

    /// Reads a request's form.
    ///
    /// - Throws: 415 for another kind of body, 413 for one that is too large, 400 for a bad escape.
    init(_ request: Request, _ context: DeskContext) async throws {
        let kind = request.headers[.contentType] ?? ""
        guard kind.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
            throw Problem(
                .unsupportedMediaType, "unsupported_media_type", "a form is sent by a page's form")
        }
        let bytes = try await BodyReader.bytes(of: request, upTo: context.maxUploadSize)
        try self.init(String(decoding: bytes, as: UTF8.self))
    }

    init(_ text: String) throws(Problem) {
        var values: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.plain(parts[0]),
                let value = Self.plain(parts.dropFirst().first ?? "")
            else { throw Problem(.badRequest, "malformed_form", "a form has a bad escape") }
            if !value.isEmpty { values[name] = value }
        }
        self.values = values
    }

    subscript(name: String) -> String? { values[name] }

    /// The same form with one value changed, where it has that.
    func replacing(_ name: String, _ change: (String) -> String) -> FormBody {
        var form = self
        form.values[name] = values[name].map(change)
        return form
    }

    /// The same form with a value set.
    func setting(_ name: String, _ value: String) -> FormBody {
        var form = self
        form.values[name] = value
        return form
    }

    /// Whether an address is a page of ours that a form may send a browser back to.
    static func isOwnAddress(_ address: String) -> Bool {
        ["/trades", "/settings"].contains { address.hasPrefix($0) }
            && address.utf8.allSatisfy { (33...126).contains($0) && $0 != 92 }
    }

    /// Whether a checkbox is checked.
    func isChecked(_ name: String) -> Bool { values[name] != nil }

    /// The same fields as an API's body has them, for the readers that know what they must be.
    ///
    /// - Parameter flags: the checkboxes among them.
    func fields(_ names: Set<String>, flags: Set<String> = []) throws(TicketFault) -> FieldReader {
        var fields: [String: JSONValue] = [:]
        for name in names {
            guard let value = values[name] else { continue }
            fields[name] = flags.contains(name) ? .bool(true) : .string(value.trimmed)
        }
        return try FieldReader(JSONObject(fields: fields), known: names)
    }

    /// Undoes `+` and percent-encoding; nil for what is none.
    private static func plain(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = rest.prefix(2)
                guard digits.count == 2,
                    let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16),
                    digits.first != UInt8(ascii: "+")
                else { return nil }
                bytes.append(value)
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension String {
    /// Without the blanks that fingers leave at the ends.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
