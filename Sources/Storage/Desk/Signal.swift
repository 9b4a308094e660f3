public import Domain

/// What a strategy wanted at a moment, and what became of it.
public struct Signal: Hashable, Sendable {
    /// Market time.
    public var time: Timestamp
    /// In which mode.
    public var mode: TradingMode
    /// Of what.
    public var symbol: Symbol
    /// A stable word for what it wanted, such as `enter_long`.
    public var action: String
    /// Who wanted it, and why.
    public var origin: OrderOrigin
    /// The price it saw.
    public var price: Price?
    /// The order that came of it.
    public var order: ClientOrderID?
    /// A stable word for what became of it, such as `ordered` or a check's name.
    public var outcome: String?

    /// A signal; what is not said is unknown.
    public init(
        time: Timestamp, mode: TradingMode, symbol: Symbol, action: String, origin: OrderOrigin
    ) {
        self.time = time
        self.mode = mode
        self.symbol = symbol
        self.action = action
        self.origin = origin
    }
}

/// A signal with its number.
public struct SignalRecord: Hashable, Sendable {
    /// Its number, rising with time.
    public let id: Int64
    /// The signal.
    public let signal: Signal
}
