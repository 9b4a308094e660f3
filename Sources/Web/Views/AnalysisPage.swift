/// What the closed trades and the equity say.
struct AnalysisPage: FramedPage {
    let frame: PageFrame
    let figures: [Fact]
    let hasTrades: Bool
    /// Which trades were looked at, where those are not all.
    let bound: String?
    let equity: CurveFigure?
    let drawdown: CurveFigure?
    let groups: [AnalysisGroup]
}

/// A picture of a curve, made by the server.
struct CurveFigure {
    let title, summary: String
    /// SVG, written by us from numbers only.
    let svg: String
    let first, last, low, high: String
}

/// Trades by one of their properties.
struct AnalysisGroup {
    let title: String
    let rows: [AnalysisRow]
}

/// The trades of one symbol, strategy, weekday or hour.
struct AnalysisRow {
    let name, trades, winRate: String
    let profit: Signed
    let average: Signed
    /// The length of the bar, 0 to 100.
    let share: String
}
