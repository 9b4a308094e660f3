/// What a sweep is asked for with.
struct SweepFormPage: FramedPage {
    let frame: PageFrame
    let tabs = BacktestTabs(isRun: false, isSweep: true)
    let strategies: [StrategyLink]
    let strategy, title, summary: String
    let stored: StoredBars
    let axes: [AxisField]
    let hasAxes: Bool
    let measures: [Choice]
    /// The parameters that may stay as they are.
    let fields: [ParameterField]
    let trialsMax: String
    let runs: RunList
}

/// One of the two parameters that vary, and its values.
struct AxisField {
    let label, name, values, valuesName: String
    let choices: [Choice]
}

/// A sweep: how far it is, and what it came to.
struct SweepPage: FramedPage {
    let frame: PageFrame
    let heading, run: String
    let facts: [Fact]
    /// Nil once it is over.
    let progress: RunProgress?
    /// Why it ended without a result; nil where it did not.
    let words: String?
    /// Nil until it is done.
    let map: HeatMap?
    /// The request, which asks for the same again.
    let request: String
}

/// A figure of each trial, by the values of two parameters.
struct HeatMap {
    let measure, down, across: String
    let columns: [String]
    let rows: [HeatRow]
    let low, high: String
    /// Shades from the least to the greatest.
    let shades: [String]
    let warning: String
    /// The parameters of the best one.
    let bestTitle: String
    /// The best ones, from the best on.
    let ranks: [RankedTrial]
    /// Whether some could not be run.
    let failed: Bool
    /// The trial that is looked at.
    let chosen: HeatTrial?
}

/// The trials with one value of the parameter that varies down.
struct HeatRow {
    let name: String
    let cells: [HeatCell]
}

/// A trial in the picture.
struct HeatCell {
    let text, words, address: String
    /// A class of the styles, `h0` to `h8`, or `none`.
    let shade: String
    let isBest, isChosen: Bool
}

/// One of the best trials.
struct RankedTrial {
    let place, address: String
    let values: [String]
    let figures: [Fact]
    let isBest, isChosen: Bool
}

/// A trial by itself.
struct HeatTrial {
    let title: String
    let figures: [Fact]
    /// The request for this one alone, as JSON; nil where it could not be run.
    let alone: String?
    /// Why it could not be run; nil where it could.
    let failure: String?
}
