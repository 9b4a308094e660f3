public import Domain
public import MarketData
public import Storage

/// Binds the paper account to the feed that makes its prices, or finds that it goes on with it.
public enum PaperBinding {
    /// What to do where the account has traded on something else.
    public static let waysOut = """
        Go on with what it has traded on, use another --database, or start over with tandem clear.
        """

    /// The stored bars of each symbol.
    ///
    /// - Parameters:
    ///   - symbols: whose; of all symbols that have bars where it is empty.
    ///   - timeframe: which bars, where a symbol has several kinds.
    public static func series(
        of symbols: [Symbol], _ timeframe: Timeframe?, in ledger: Ledger
    ) async throws -> [ReplaySeries] {
        let held = try await ledger.bars.series()
        let wanted = symbols.isEmpty ? Array(Set(held.map(\.symbol))).sorted() : symbols
        guard !wanted.isEmpty else { throw PaperBindingError.noBars }
        var series: [ReplaySeries] = []
        for symbol in wanted {
            let kinds = held.filter {
                $0.symbol == symbol && (timeframe == nil || $0.timeframe == timeframe)
            }
            guard let kind = kinds.first else { throw PaperBindingError.noBarsOf(symbol) }
            guard kinds.count == 1 else {
                throw PaperBindingError.severalKinds(symbol, kinds.map(\.timeframe))
            }
            let bars = try await ledger.bars.load(symbol, kind.timeframe)
            series.append(ReplaySeries(symbol: symbol, timeframe: kind.timeframe, bars: bars))
        }
        return series
    }

    /// Binds the account to a replay, or checks that it goes on with what it traded on.
    ///
    /// - Parameter costs: what trading is to cost; nil for what the account has, or nothing.
    /// - Returns: what trading costs the account.
    public static func bind(
        _ series: [ReplaySeries], _ actions: [DatedAction], costs: CostPreset?, in ledger: Ledger
    ) async throws -> CostPreset {
        let state = try await ledger.openState(.paper)
        let settled = try settled(costs, in: state)
        let feed = ReplayFeed(series: series, actions: actions)
        if let earlier = state.feed, state.cursor != nil,
            let why = feed.contradiction(of: earlier, through: state.cursor?.time)
        {
            throw PaperBindingError.contradiction(why)
        }
        try await ledger.bindPaper(
            to: feed.binding, continuing: state.feed, settings: settled.settings)
        return settled
    }

    /// Binds the account to the synthetic market of this identity.
    public static func bindSynthetic(
        _ identity: String, costs: CostPreset?, in ledger: Ledger
    ) async throws -> CostPreset {
        let settled = try settled(costs, in: try await ledger.openState(.paper))
        try await ledger.bindPaper(
            to: FeedBinding(kind: "synthetic", identity: identity), settings: settled.settings)
        return settled
    }

    /// An account keeps the costs that it has traded with.
    private static func settled(
        _ costs: CostPreset?, in state: OpenState
    ) throws(PaperBindingError) -> CostPreset {
        let bound = CostPreset.allCases.first { $0.settings == state.settings }
        if let bound, let costs, state.cursor != nil, bound != costs {
            throw .otherCosts(bound)
        }
        return costs ?? bound ?? .optimistic
    }
}

/// Why the paper account cannot trade on a feed.
public enum PaperBindingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing was imported.
    case noBars
    /// Nothing was imported of this symbol.
    case noBarsOf(Symbol)
    /// A symbol has bars of several lengths.
    case severalKinds(Symbol, [Timeframe])
    /// The data are not what the account has traded on.
    case contradiction(String)
    /// The account has traded with other costs.
    case otherCosts(CostPreset)

    /// What is wrong, and the ways out.
    public var description: String {
        switch self {
        case .noBars: "there are no bars to replay: import some first, with tandem import"
        case .noBarsOf(let symbol): "there are no bars of \(symbol): import some first"
        case .severalKinds(let symbol, let kinds):
            "\(symbol) has bars of \(kinds.map(\.rawValue).joined(separator: ", ")): "
                + "say of which timeframe"
        case .contradiction(let why):
            "the paper account cannot go on: \(why). \(PaperBinding.waysOut)"
        case .otherCosts(let costs):
            "the paper account has traded with --costs \(costs.rawValue). \(PaperBinding.waysOut)"
        }
    }
}
