/// How much an order asks for.
public enum OrderSize: Hashable, Sendable {
    /// A number of shares.
    case shares(Quantity)
    /// So many dollars' worth, turned into shares at the fill.
    case notional(Money)
    /// As many whole shares as cash, fees included, buys at the fill.
    case allCash
}

/// Whether an order opens or closes; no order does both.
public enum PositionEffect: Hashable, Sendable {
    /// Makes a lot of its own.
    case open
    /// Takes from these lots, first in first out.
    case close(LotSelection)

    /// Whether the order opens.
    @inlinable public var isOpening: Bool {
        if case .open = self { true } else { false }
    }
}

/// Who decided on an order: `manual`, `external` or a strategy's name.
public struct StrategyName: Hashable, Sendable, CustomStringConvertible {
    /// The name as text.
    public let description: String

    /// A person at the desk.
    public static let manual = StrategyName(unchecked: "manual")
    /// Found at the broker; not of this desk.
    public static let external = StrategyName(unchecked: "external")

    /// A name of 1 to 48 characters of `a-z 0-9 _ -`; else nil.
    public init?(_ text: some StringProtocol) {
        let isName = text.utf8.allSatisfy { byte in
            (97...122).contains(byte) || (48...57).contains(byte) || byte == 95 || byte == 45
        }
        guard isName, (1...48).contains(text.utf8.count) else { return nil }
        description = String(text)
    }

    private init(unchecked text: String) { description = text }
}
