public import Domain

/// One mode, wired whole but for its broker: to change mode is to talk to another desk, and no code
/// behind it asks which.
public struct DeskVenue: Sendable {
    /// Whose.
    public let mode: TradingMode
    /// Its prices.
    public let board: MarketBoard
    /// What trades there.
    public let market: DeskMarket
    /// What its orders must pass.
    public let checks: Checks
    /// What only live has; nil in paper.
    public let live: LiveParts?

    /// A mode of these parts.
    public init(
        mode: TradingMode, board: MarketBoard, market: DeskMarket, checks: Checks = .standard,
        live: LiveParts? = nil
    ) {
        self.live = live
        self.mode = mode
        self.board = board
        self.market = market
        self.checks = checks
    }
}

/// What a mode's market is.
public struct DeskMarket: Sendable {
    /// The symbols that trade; nil where that cannot be known.
    public let symbols: Set<Symbol>?
    /// Whether shares may be owed.
    public let allowsShorting: Bool
    /// Whether no price will come any more.
    public let isOver: @Sendable () -> Bool

    /// A market of these parts.
    public init(
        symbols: Set<Symbol>?, allowsShorting: Bool = false,
        isOver: @escaping @Sendable () -> Bool = { false }
    ) {
        self.symbols = symbols
        self.allowsShorting = allowsShorting
        self.isOver = isOver
    }
}
