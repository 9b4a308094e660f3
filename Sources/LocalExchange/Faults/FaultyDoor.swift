import AlpacaWire
import Domain

/// What happens to a call of a hostile exchange.
enum CallFault: Hashable, Sendable {
    /// Nothing.
    case none
    /// The call is not carried out, and answered with this status.
    case refused(Int)
    /// It is carried out, and answered with 504.
    case lateTimeout
    /// It is carried out, and the connection is lost before the answer.
    case lostAnswer
    /// The connection is lost before the call arrives.
    case lostCall
    /// A field that may be missing is.
    case missingField

    /// The fault of the nth call.
    init(_ plan: FaultPlan, call number: UInt64) {
        guard plan.happens(.request, number, oneIn: 6) else {
            self = .none
            return
        }
        switch plan.draw(.status, number, below: 8) {
        case 0: self = .refused(429)
        case 1: self = .refused(500)
        case 2: self = .refused(504)
        case 3: self = .lateTimeout
        case 4, 5: self = .lostAnswer
        case 6: self = .lostCall
        default: self = .missingField
        }
    }

    var isCarriedOut: Bool {
        switch self {
        case .none, .lateTimeout, .lostAnswer, .missingField: true
        case .refused, .lostCall: false
        }
    }

    /// What is answered in place of the true answer; nil where nothing is.
    func disturbed(_ answer: ExchangeAnswer?) -> ExchangeAnswer? {
        switch self {
        case .none: return answer
        case .refused(let status): return Self.failure(status)
        case .lateTimeout: return Self.failure(504)
        case .lostAnswer, .lostCall: return nil
        case .missingField:
            guard var answer, let value = try? WireValue.json(answer.body) else { return answer }
            answer.body = Self.thinned(value).json
            return answer
        }
    }

    /// Alpaca may take fields away; these a client must do without.
    private static let dispensable: Set = [
        "hwm", "asset_class", "expires_at", "position_intent", "sma", "accrued_fees",
        "daytrading_buying_power", "lastday_price", "change_today", "asset_marginable",
        "options_buying_power", "portfolio_value", "created_at",
    ]

    private static func thinned(_ value: WireValue) -> WireValue {
        switch value {
        case .map(let fields):
            .map(fields.filter { !dispensable.contains($0.key) }.mapValues(thinned))
        case .list(let items): .list(items.map(thinned))
        default: value
        }
    }

    private static func failure(_ status: Int) -> ExchangeAnswer {
        switch status {
        case 429: ExchangeAnswer(ExchangeRefusal(429, 42_910_000, "rate limit exceeded"))
        case 504: ExchangeAnswer(ExchangeRefusal(504, 50_010_000, "request timed out"))
        default: ExchangeAnswer(ExchangeRefusal(500, 50_010_000, "internal server error"))
        }
    }
}

extension FaultPlan {
    /// How long the nth call waits for its answer.
    func delayMilliseconds(call number: UInt64) -> Int64 {
        guard happens(.delay, number, oneIn: 10) else { return 0 }
        return Int64(draw(.field, number, below: 400)) + 50
    }
}
