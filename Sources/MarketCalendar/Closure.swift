public import Domain

/// A Monday to Friday without a session, and why.
public struct Closure: Hashable, Sendable {
    /// Whether the rules foresee the day or it was decided for the occasion.
    public enum Kind: String, Sendable {
        /// A holiday of the exchange's rules.
        case regular
        /// Decided for the occasion: mourning, storm, attack.
        case special
    }

    /// The New York day.
    public let day: Day
    /// Whether the rules foresee the day.
    public let kind: Kind
    /// The holiday or the occasion, in English: `Good Friday`, `Hurricane Sandy`.
    public let name: String
}
