import AlpacaWire
import Domain

/// A call that has come to its route.
struct RoutedCall: Sendable {
    /// What stands in the path where the pattern has a star.
    let parts: [String]
    let query: CallQuery
    private let body: [UInt8]

    init(parts: [String], query: CallQuery, body: [UInt8]) {
        self.parts = parts
        self.query = query
        self.body = body
    }

    /// The body's fields; none for an empty body.
    func fields() throws(ExchangeRefusal) -> WireFields {
        guard !body.isEmpty else { return WireFields(values: [:]) }
        let value: WireValue
        do throws(WireFault) { value = try WireValue.json(body) } catch {
            throw ExchangeRefusal(400, 40_010_000, "request body format is invalid: \(error)")
        }
        do throws(WireFault) { return try WireFields(value) } catch {
            throw ExchangeRefusal(error)
        }
    }

    /// The body as what it must be.
    func read<Record: WireRecord>(_ type: Record.Type) throws(ExchangeRefusal) -> Record {
        let fields = try fields()
        do throws(WireFault) { return try Record(fields) } catch { throw ExchangeRefusal(error) }
    }

    /// The id in the path.
    var id: String { parts.first ?? "" }
}

/// A status with what the body says; nothing for 204.
struct RoutedAnswer {
    let status: Int
    let body: WireValue?

    init(_ body: WireValue, status: Int = 200) {
        self.status = status
        self.body = body
    }

    init(list: [some WireRecord], status: Int = 200) {
        self.init(.list(list.map(\.wire)), status: status)
    }

    private init(status: Int) {
        self.status = status
        body = nil
    }

    static var noContent: RoutedAnswer { RoutedAnswer(status: 204) }
}

/// One route: a method, a pattern such as `orders/*`, and what answers.
struct CallRoute: Sendable {
    typealias Handler =
        @Sendable (inout ExchangeCore, RoutedCall) throws(ExchangeRefusal) -> RoutedAnswer

    let method: String
    let pattern: [Substring]
    let answer: Handler

    init(_ method: String, _ pattern: String, _ answer: @escaping Handler) {
        self.method = method
        self.pattern = pattern.split(separator: "/")
        self.answer = answer
    }

    /// What the stars stand for; nil for a path of another route. Two stars take all that is left.
    func parts(of segments: [String]) -> [String]? {
        var parts: [String] = []
        for (place, piece) in pattern.enumerated() {
            if piece == "**", place < segments.count {
                return parts + [segments[place...].joined(separator: "/")]
            }
            guard place < segments.count else { return nil }
            if piece == "*" {
                parts.append(segments[place])
            } else if piece != segments[place][...] {
                return nil
            }
        }
        return segments.count == pattern.count ? parts : nil
    }

    /// All routes below `/v2`.
    static let all =
        accountRoutes + orderRoutes + positionRoutes + referenceRoutes + watchlistRoutes
        + dataRoutes
}
