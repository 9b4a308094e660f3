/// How long an order works.
public enum TimeInForce: String, CaseIterable, Sendable {
    /// Until the session's close.
    case day
    /// Until it is cancelled.
    case gtc
    /// What fills at once; the rest is cancelled.
    case ioc
    /// All at once, or nothing.
    case fok
    /// At the session's opening price only.
    case opg
    /// At the session's closing price only.
    case cls
    /// For the next bar of its symbol only; strategies use it.
    case nextBar = "next_bar"
}
