/// By which figure the best trial of a sweep is chosen.
public enum SweepScore: String, CaseIterable, Sendable {
    /// The Sharpe ratio.
    case sharpe
    /// The total return.
    case totalReturn = "return"
    /// Total return over the depth of the deepest drawdown.
    case calmar
    /// The least deep drawdown.
    case drawdown

    /// The figure of a row; minus infinity where it has none.
    public func value(of row: SweepRow) -> Double {
        guard let figures = row.figures else { return -.infinity }
        switch self {
        case .sharpe: return figures.periodSharpe ?? -.infinity
        case .totalReturn: return figures.totalReturn
        case .calmar:
            return figures.maxDrawdown < 0
                ? figures.totalReturn / -figures.maxDrawdown : figures.totalReturn
        case .drawdown: return figures.tradeCount > 0 ? figures.maxDrawdown : -.infinity
        }
    }

    /// Rows from the best on; of equal ones the earlier trial comes first.
    public func sorted(_ rows: [SweepRow]) -> [SweepRow] {
        rows.sorted { left, right in
            let (first, second) = (value(of: left), value(of: right))
            return first == second ? left.trial < right.trial : first > second
        }
    }
}
