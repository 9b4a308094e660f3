public import Domain
public import ExactJSON

/// The fields of a JSON object, read as what they must be; null is as good as left out.
public struct FieldReader {
    private let fields: [String: JSONValue]
    private let nulls: Set<String>

    /// A reader of an object that may have these fields and no others.
    ///
    /// - Throws: the first name that is not known.
    public init(_ object: JSONObject, known: Set<String>) throws(TicketFault) {
        if let name = object.fields.keys.sorted().first(where: { !known.contains($0) }) {
            throw TicketFault(
                String(name.prefix(40)),
                "is not known; known are \(known.sorted().joined(separator: ", "))")
        }
        fields = object.fields.filter { $0.value != .null }
        nulls = Set(object.fields.filter { $0.value == .null }.keys)
    }

    /// All that the object says, in the order of the names.
    public var content: String {
        fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.written)" }
            .joined(separator: "\n")
    }

    /// Whether a field is there and null, where that means more than to leave it out.
    public func isNull(_ field: String) -> Bool { nulls.contains(field) }

    /// Whether a field is there.
    public func has(_ field: String) -> Bool { fields[field] != nil }

    /// Refuses all fields but these.
    public func only(_ allowed: String..., with what: String) throws(TicketFault) {
        for field in fields.keys.sorted() where !allowed.contains(field) {
            throw TicketFault(field, "does not go with \(what)")
        }
    }

    /// A string that must be there.
    public func needed(_ field: String) throws(TicketFault) -> String {
        guard let text = try text(field) else { throw TicketFault(field, "is missing") }
        return text
    }

    /// A string that means something.
    public func parsed<Value>(
        _ field: String, allowed: String, _ parse: (String) -> Value?
    ) throws(TicketFault) -> Value? {
        guard let text = try text(field) else { return nil }
        guard let value = parse(text) else {
            throw TicketFault(field, "cannot be '\(text.prefix(40))'; allowed are \(allowed)")
        }
        return value
    }

    /// True or false.
    public func flag(_ field: String) throws(TicketFault) -> Bool? {
        switch fields[field] {
        case nil: nil
        case .bool(let flag): flag
        case let other?: throw TicketFault(field, "must be true or false, not \(other.kind)")
        }
    }

    /// An amount with all its digits, from a number or a string.
    public func amount<A: Amount>(_ field: String) throws(TicketFault) -> A? {
        guard let text = try digits(field) else { return nil }
        do throws(DecimalFault) {
            return try A(text)
        } catch {
            throw TicketFault(
                field,
                "'\(text.prefix(40))' \(error); allowed are digits such as 83.5, with up to 9"
                    + " decimal places, up to \(A(units: .max))")
        }
    }

    /// A number of percent, as a rate: 2.5 is 0.025.
    public func percent(_ field: String) throws(TicketFault) -> Rate? {
        guard let text = try digits(field) else { return nil }
        do throws(DecimalFault) {
            let percent = try Price(text)
            guard percent.nanos % 100 == 0 else { throw DecimalFault.tooPrecise(decimalsMax: 7) }
            return Rate(billionths: percent.nanos / 100)
        } catch {
            throw TicketFault(
                field,
                "'\(text.prefix(40))' \(error); allowed is above 0 and below 100, with up to 7"
                    + " decimal places")
        }
    }

    /// A whole number in a range.
    public func integer(
        _ field: String, in range: ClosedRange<Int64>
    ) throws(TicketFault) -> Int64? {
        guard let text = try digits(field) else { return nil }
        guard let number = Int64(text), range.contains(number) else {
            throw TicketFault(
                field,
                "'\(text.prefix(40))' is not allowed; allowed are whole numbers from "
                    + "\(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// The text of a number, from a number or a string.
    public func digits(_ field: String) throws(TicketFault) -> String? {
        switch fields[field] {
        case nil: nil
        case .number(let text), .string(let text): text
        case let other?:
            throw TicketFault(field, "must be a number or a string of digits, not \(other.kind)")
        }
    }

    /// The text of a number, a string, or true or false.
    public func value(_ field: String) throws(TicketFault) -> String? {
        if case .bool(let flag) = fields[field] { return flag ? "true" : "false" }
        return try digits(field)
    }

    private func text(_ field: String) throws(TicketFault) -> String? {
        switch fields[field] {
        case nil: nil
        case .string(let text): text
        case let other?: throw TicketFault(field, "must be a string, not \(other.kind)")
        }
    }
}
