public import Domain

/// How the books of a live account and its broker stand to each other.
public struct LiveStanding: Hashable, Sendable {
    /// Wall time at which they were last compared; nil before the first time.
    public var comparedAt: Timestamp?
    /// Why the broker cannot be asked; nil where it can.
    public var trouble: String?
    /// What the broker says against trading in this account, in sentences.
    public var accountProblems: [String] = []
    /// What the books do not explain beyond a single symbol, in sentences.
    public var differences: [String] = []
    /// The symbols that are not explained, and why: no entries there.
    public var blocked: [Symbol: String] = [:]
    /// What is held there that the desk cannot trade: options, crypto. It blocks nothing.
    public var foreignSymbols: [String] = []
    /// What that is worth.
    public var foreignValue = Money.zero
    /// The last four characters of the account's number; nil before it is known.
    public var accountEnding: String?
    /// Whether the broker's market is open; nil before it was asked.
    public var session: BrokerSession?

    /// Never compared.
    public static let unknown = LiveStanding(comparedAt: nil)

    /// Compared at a time, with nothing found yet.
    public init(comparedAt: Timestamp?) { self.comparedAt = comparedAt }

    /// What keeps all entries from being placed, in sentences.
    public var problems: [String] {
        if let trouble { return [trouble] + accountProblems + differences }
        guard comparedAt != nil else { return ["the books were not compared with the broker yet"] }
        return accountProblems + differences
    }

    /// Whether books and broker agree in all.
    public var isClean: Bool { comparedAt != nil && problems.isEmpty && blocked.isEmpty }

    /// What is not explained, in sentences.
    public var unexplained: [String] {
        differences
            + blocked.sorted { $0.key < $1.key }.map { "\($0.key) is not explained: \($0.value)" }
    }

    /// What keeps live from being ready, in sentences.
    public var reasons: [String] {
        problems.filter { !differences.contains($0) } + unexplained
    }
}

/// The broker's own clock: it knows of halts and half days.
public struct BrokerSession: Hashable, Sendable {
    /// Whether the market trades now.
    public let isOpen: Bool
    /// When it opens next.
    public let nextOpen: Timestamp
    /// When it closes next.
    public let nextClose: Timestamp

    /// A session as the broker tells it.
    public init(isOpen: Bool, nextOpen: Timestamp, nextClose: Timestamp) {
        self.isOpen = isOpen
        self.nextOpen = nextOpen
        self.nextClose = nextClose
    }
}
