public import Domain

/// A market of invented prices: a pure function of seed, symbol and time.
///
/// Nothing runs and nothing is remembered, so a restart, another machine or another order of calls
/// changes no quote. It is open round the clock, with the liveliness of a US session every day:
/// most of a day's movement and volume lies between 09:30 and 16:00 in New York, little at night. A
/// price wanders like a random walk from seconds to months, yet never below a fifth of its level
/// and never above five times. Symbols move independently of each other, and without dividends,
/// splits or gaps.
public struct SyntheticMarket: Sendable {
    /// The instants at which there are quotes: the years 2000 to 2100 in New York.
    public static let times =
        Timestamp(
            nanoseconds: 946_702_800_000_000_000)..<Timestamp(
            nanoseconds: 4_133_998_800_000_000_000)

    /// Raised with every change of what any seed, symbol and time give.
    private static let version = 1

    /// What tells this market from others with the same symbols.
    public let seed: UInt64
    /// Its symbols, in order of their names.
    public let symbols: [Symbol]
    /// One for each symbol, in the same order.
    let instruments: [SyntheticInstrument]
    private let indices: [Symbol: Int]

    /// A market of some symbols.
    ///
    /// - Parameter symbols: any names; nil is eight well-known ones. An unlisted name has a price
    ///   level and habits of its own that the name alone decides.
    public init(seed: UInt64, symbols: [Symbol]? = nil) {
        let symbols = Set(symbols ?? SyntheticProfile.usual.compactMap { Symbol($0.name) }).sorted()
        self.seed = seed
        self.symbols = symbols
        instruments = symbols.map { SyntheticInstrument($0, seed: seed) }
        indices = Dictionary(uniqueKeysWithValues: zip(symbols, symbols.indices))
    }

    /// What an account that trades here is bound to: `v1 seed:42 AAPL,MSFT`.
    ///
    /// Two markets with the same identity have the same quotes in every version of this program.
    public var identity: String {
        "v\(Self.version) seed:\(seed) \(symbols.map(\.description).joined(separator: ","))"
    }

    /// The quote of an instant; nil for a symbol that is not in this market, and outside `times`.
    ///
    /// A second moves the last price by at most a quarter of a percent, rounding aside.
    public func quote(of symbol: Symbol, at time: Timestamp) -> Quote? {
        guard Self.times.contains(time) else { return nil }
        return instrument(of: symbol)?.quote(at: time)
    }

    func instrument(of symbol: Symbol) -> SyntheticInstrument? {
        indices[symbol].map { instruments[$0] }
    }
}

extension SyntheticMarket: Hashable {
    /// Whether both have the same quotes.
    public static func == (left: SyntheticMarket, right: SyntheticMarket) -> Bool {
        left.seed == right.seed && left.symbols == right.symbols
    }

    /// Hashes what all else is made from.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(seed)
        hasher.combine(symbols)
    }
}
