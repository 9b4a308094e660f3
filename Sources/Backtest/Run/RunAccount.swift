import Domain
import Simulation

/// What all lanes of a run share: the engine with the account in it, and what the run comes to.
///
/// Apart from the lanes, so that a lane goes over its bars and books in place what they bring.
struct RunAccount {
    let config: BacktestConfig
    var engine: MatchingEngine
    /// What the engine says of the bar in hand; empty between bars.
    var reports: [EngineReport] = []
    var outcome = BacktestOutcome()
    /// The next point of the equity curve.
    var point = 0
    /// How many points the whole curve may have: one for each bar, where none come together.
    var pointsMax = 0

    init(_ config: BacktestConfig, engine: MatchingEngine) {
        self.config = config
        self.engine = engine
    }

    /// Makes the next points of the curve: some at a time, so that they are still in the cache when
    /// they are written.
    mutating func makePoints(_ count: Int) {
        let made = outcome.equity.count
        guard made < min(point + count, pointsMax) else { return }
        let some = repeatElement(Money.zero, count: min(count, pointsMax - made))
        outcome.equity.append(contentsOf: some)
    }

    /// Notes what the account is worth after all bars of a moment.
    mutating func note() throws(AmountOutOfRange) {
        outcome.equity[point] = try engine.worth()
        point += 1
    }
}
