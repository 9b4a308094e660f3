/// What an order is for.
public enum OrderRole: String, CaseIterable, Sendable {
    /// Placed by a person, a program or a strategy.
    case direct
    /// The protective stop of what another order opened.
    case stop
    /// The profit target of what another order opened.
    case target
}
