import Domain

/// What tells one synthetic symbol from another.
struct SyntheticProfile: Sendable {
    /// The price that it wanders around, in dollars.
    let level: Double
    /// How much a year's price varies: about the standard deviation of its logarithm's changes.
    let volatility: Double
    /// Ask less bid in hundredths of a percent, in the session; never less than a price step.
    let spreadBasisPoints: Double
    /// Shares usually displayed at bid and ask, in lots of 100.
    let lots: Double
    /// Shares traded on a usual day, in thousands.
    let thousandsTraded: Double

    /// Symbols that a reader knows, at prices of about 2025.
    static let usual: [(name: String, profile: SyntheticProfile)] = [
        ("AAPL", SyntheticProfile(230, 0.28, 0.9, 5, 52_000)),
        ("AMZN", SyntheticProfile(215, 0.32, 1.1, 4, 40_000)),
        ("F", SyntheticProfile(12, 0.36, 8, 60, 58_000)),
        ("GOOG", SyntheticProfile(185, 0.30, 1.2, 4, 21_000)),
        ("IBM", SyntheticProfile(250, 0.22, 2.5, 2, 4_200)),
        ("MSFT", SyntheticProfile(440, 0.24, 1.0, 3, 21_000)),
        ("NVDA", SyntheticProfile(140, 0.45, 0.8, 9, 210_000)),
        ("SPY", SyntheticProfile(590, 0.16, 0.4, 12, 61_000)),
    ]

    /// The profile of a symbol: a listed one, or one that its name alone decides.
    static func of(_ symbol: Symbol) -> SyntheticProfile {
        usual.first { $0.name == symbol.description }?.profile
            ?? SyntheticProfile(key: HashedChance.key(of: symbol.description))
    }

    private init(
        _ level: Double, _ volatility: Double, _ spreadBasisPoints: Double, _ lots: Double,
        _ thousandsTraded: Double
    ) {
        self.level = level
        self.volatility = volatility
        self.spreadBasisPoints = spreadBasisPoints
        self.lots = lots
        self.thousandsTraded = thousandsTraded
    }

    /// Levels from 1 to 512 dollars, each doubling as likely as the next.
    private init(key: UInt64) {
        let doublings = HashedChance.number(key, at: 0) % 9
        let level = Double(1 << doublings) * (1 + HashedChance.fraction(key, at: 1))
        let calm = HashedChance.fraction(key, at: 2)
        let size = HashedChance.fraction(key, at: 3)
        self.init(
            level, 0.16 + 0.28 * calm, 1 + 7 * (1 - size), 2 + 400 * size / level,
            500 + 30_000 * size * size)
    }
}
