import Desk
import Domain
import Hummingbird

/// The parameters of a query, read as what they must be; all faults are told at once.
struct QueryReader {
    private let parameters: [Substring: Substring]
    private let isOfForm: Bool
    private(set) var faults: [TicketFault] = []

    /// The query of a request, which may have these parameters and no others.
    init(_ request: Request, known: String...) { self.init(request, known: known) }

    /// - Parameter isOfForm: whether a page's form made it, which sends empty fields too, and may
    ///   name one several times.
    init(_ request: Request, known: [String], isOfForm: Bool = false) {
        var parameters: [Substring: Substring] = [:]
        for (name, value) in request.uri.queryParameters where !isOfForm || !value.isEmpty {
            if !known.contains(where: { $0 == name }) {
                let names = known.isEmpty ? "none" : known.joined(separator: ", ")
                faults.append(
                    TicketFault(String(name.prefix(40)), "is not known; known are \(names)"))
            } else if parameters.updateValue(value, forKey: name) != nil, !isOfForm {
                faults.append(TicketFault(String(name), "stands twice"))
            }
        }
        self.parameters = parameters
        self.isOfForm = isOfForm
    }

    /// A value that `parse` understands; nil where it is left out or cannot be.
    mutating func value<Value>(
        _ name: String, allowed: String, _ parse: (String) -> Value?
    ) -> Value? {
        guard let text = parameters[Substring(name)] else { return nil }
        guard let value = parse(String(text)) else {
            faults.append(
                TicketFault(name, "cannot be '\(text.prefix(40))'; allowed: \(allowed)"))
            return nil
        }
        return value
    }

    /// A whole number in a range.
    mutating func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
        value(name, allowed: "\(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) && !text.hasPrefix("+") ? $0 : nil }
        }
    }

    /// A symbol; in a form it is meant in capitals, however it was typed.
    mutating func symbol(_ name: String = "symbol") -> Symbol? {
        value(name, allowed: "1 to \(Symbol.lengthMax) characters of A-Z 0-9 . - /") { [isOfForm] in
            Symbol(isOfForm ? $0.uppercased() : $0)
        }
    }

    /// A New York day.
    mutating func day(_ name: String) -> Day? {
        value(name, allowed: "a date such as 2026-01-22") { Day($0) }
    }

    /// A strategy.
    mutating func strategy() -> StrategyName? {
        value("strategy", allowed: "1 to 48 characters of a-z 0-9 _ -") { StrategyName($0) }
    }

    /// A paper epoch.
    mutating func epoch() -> Int64? {
        number("epoch", in: 1...Int(Int32.max)).map { Int64($0) }
    }

    /// Throws what was wrong with any of them.
    func check() throws(Problem) {
        guard faults.isEmpty else { throw .invalid(faults) }
    }
}
