public import Domain
public import Strategies

/// Why a backtest cannot be run: which field, what it is, and what is allowed.
public struct BacktestFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The field, as the config names it: `sizing.risk`.
    public let field: String
    /// The value as it was given.
    public let value: String
    /// What is allowed.
    public let allowed: String

    /// A fault of a field.
    public init(_ field: String, _ value: String, _ allowed: String) {
        self.field = field
        self.value = value
        self.allowed = allowed
    }

    /// The same for a parameter of the strategy.
    public init(_ fault: ParameterFault) {
        self.init("strategy.\(fault.name)", fault.value, fault.allowed)
    }

    /// A sentence that names field, value and what is allowed.
    public var description: String { "\(field): '\(value)' is given, allowed is \(allowed)" }
}

/// Why a run ended before its last bar. Nothing of it is left.
public enum BacktestFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Somebody asked for it.
    case cancelled
    /// The strategy could not go on.
    case strategy(StrategyFault, Symbol, bar: Int, at: Timestamp)
    /// The worth of the account left the range.
    case outOfRange(AmountOutOfRange, bar: Int, at: Timestamp)

    /// What happened and when.
    public var description: String {
        switch self {
        case .cancelled: "the backtest was cancelled"
        case .strategy(let fault, let symbol, let bar, let time):
            "the strategy ended at bar \(bar) of \(symbol) (\(time)): \(fault)"
        case .outOfRange(let fault, let bar, let time): "at bar \(bar) (\(time)) \(fault)"
        }
    }
}
