/// Wins and losses in a row.
public struct Streaks: Equatable, Sendable {
    /// The most wins in a row.
    public let longestWins: Int
    /// The most losses in a row.
    public let longestLosses: Int
    /// The streak that the last trade belongs to: 3 after three wins, -2 after two losses, 0 after
    /// a trade at zero and where there is no trade.
    public let current: Int

    /// The streaks of trades, which stand in the order of their exits.
    public init(of trades: [TradeResult]) {
        var (wins, losses, run) = (0, 0, 0)
        for trade in trades {
            if trade.profit > 0 {
                run = max(run, 0) + 1
            } else {
                run = trade.profit < 0 ? min(run, 0) - 1 : 0
            }
            wins = max(wins, run)
            losses = max(losses, -run)
        }
        (longestWins, longestLosses, current) = (wins, losses, run)
    }
}
