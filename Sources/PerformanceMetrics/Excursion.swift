/// How far a trade went against its owner and for him before it was closed (J. Sweeney, "Campaign
/// Trading", 1996): fractions of the value at entry.
public struct Excursion: Equatable, Sendable {
    /// The worst that the trade stood at (MAE), at most 0.
    public let adverse: Double
    /// The best that it stood at (MFE), at least 0.
    public let favourable: Double

    /// An excursion between the worst and the best.
    public init(worst: Double, best: Double) {
        adverse = min(0, worst)
        favourable = max(0, best)
    }
}

/// What excursions of some trades say together.
public struct ExcursionStatistics: Equatable, Sendable {
    /// The mean of the adverse ones; nil without a trade.
    public let meanAdverse: Double?
    /// The worst adverse one.
    public let worstAdverse: Double?
    /// The mean of the favourable ones.
    public let meanFavourable: Double?
    /// The best favourable one.
    public let bestFavourable: Double?

    /// The statistics of trades.
    public init(of excursions: [Excursion]) {
        meanAdverse = Sample(values: excursions.map(\.adverse)).mean?.ifFinite
        worstAdverse = excursions.map(\.adverse).min()
        meanFavourable = Sample(values: excursions.map(\.favourable)).mean?.ifFinite
        bestFavourable = excursions.map(\.favourable).max()
    }
}
