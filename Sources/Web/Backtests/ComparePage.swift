/// Two results side by side.
struct ComparePage: FramedPage {
    let frame: PageFrame
    let sides: [CompareSide]
    /// Whether both came to the same trades and equity.
    let isSame: Bool
    let differences: [CompareLine]
    let hasDifferences: Bool
    /// How much else is the same.
    let alike: String
    let figures: [CompareLine]
    let curve: CurveFigure?
}

/// One of the two.
struct CompareSide {
    /// `A` or `B`.
    let letter: String
    /// `first` or `second`, as the styles know its line.
    let line: String
    let heading, period, address, hash: String
    /// The hash's beginning, by which people tell two apart.
    let shortHash: String
}

/// A line of a comparison.
struct CompareLine {
    let name, first, second: String
    /// What the second has more; nil where that cannot be said.
    var difference: String?
}
