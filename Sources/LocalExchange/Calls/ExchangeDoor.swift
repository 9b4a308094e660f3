import AlpacaWire
import Domain

/// What a call passes before it comes to its route.
struct ExchangeDoor: Sendable {
    let settings: ExchangeSettings
    var limit: RateLimit

    init(_ settings: ExchangeSettings) {
        self.settings = settings
        limit = RateLimit(perMinute: settings.requestsPerMinute)
    }

    /// Whether a key is the account's own.
    func isKnown(_ key: String?, _ secret: String?) -> Bool {
        key == settings.key && secret == settings.secret
    }

    /// Answers a call.
    mutating func answer(
        _ call: ExchangeCall, _ core: inout ExchangeCore, at wall: Timestamp
    ) -> ExchangeAnswer {
        let pieces = call.target.split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let segments = (pieces.first ?? "").split(separator: "/").map {
            PercentText.decoded($0, plusIsSpace: false)
        }
        let isData = segments.dropFirst().first == "stocks"
        let (isOver, fields) = limit.count(isData: isData, at: wall)
        var answer: ExchangeAnswer
        if let refusal = refusal(of: call) ?? (isOver ? Self.tooMany : nil) {
            answer = ExchangeAnswer(refusal)
        } else {
            let query = CallQuery(pieces.count > 1 ? pieces[1] : "")
            answer = Self.routed(call, segments, query, &core)
        }
        answer.fields.merge(fields) { own, _ in own }
        return answer
    }

    private static let tooMany = ExchangeRefusal(429, 42_910_000, "rate limit exceeded")

    private func refusal(of call: ExchangeCall) -> ExchangeRefusal? {
        guard call.key != nil, call.secret != nil else {
            return ExchangeRefusal(401, 40_110_000, "request is not authorized")
        }
        guard isKnown(call.key, call.secret) else {
            return ExchangeRefusal(403, 40_310_000, "forbidden.")
        }
        return nil
    }

    private static func routed(
        _ call: ExchangeCall, _ segments: [String], _ query: CallQuery,
        _ core: inout ExchangeCore
    ) -> ExchangeAnswer {
        let routes: [CallRoute]
        switch segments.first {
        case "v2": routes = CallRoute.all
        case "admin": routes = CallRoute.ownRoutes
        default: return ExchangeAnswer(unknown)
        }
        let path = Array(segments.dropFirst())
        let method = call.method == "HEAD" ? "GET" : call.method
        var allowed: [String] = []
        for route in routes {
            guard let parts = route.parts(of: path) else { continue }
            allowed.append(route.method)
            guard route.method == method else { continue }
            let routed = RoutedCall(parts: parts, query: query, body: call.body)
            do throws(ExchangeRefusal) {
                let answer = try route.answer(&core, routed)
                return ExchangeAnswer(answer.status, answer.body)
            } catch {
                return ExchangeAnswer(error)
            }
        }
        guard !allowed.isEmpty else { return ExchangeAnswer(unknown) }
        var answer = ExchangeAnswer(notAllowed)
        answer.fields["Allow"] = allowed.joined(separator: ", ")
        return answer
    }

    private static let unknown = ExchangeRefusal(404, 40_410_000, "endpoint not found.")
    private static let notAllowed = ExchangeRefusal(405, 40_510_000, "method not allowed.")
}
