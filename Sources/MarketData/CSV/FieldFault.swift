public import Domain

/// Why one field of a CSV file is refused.
public enum FieldFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// Not an amount.
    case decimal(DecimalFault)
    /// Yahoo's `null`: a day without a trade.
    case null
    /// An amount that makes its bar impossible.
    case impossible(BarFault)
    /// Not a date or an instant in a form that we read.
    case noStamp
    /// A time of day without a zone, where none was named.
    case noZone
    /// An instant outside the years 1678 to 2261.
    case stampOutOfRange
    /// A date among instants, or an instant among dates.
    case mixedStamps
    /// A time before that of the line above.
    case notAfter(Timestamp)
    /// The time of the line above once more.
    case repeatedTime
    /// A start that does not lie on the timeframe's grid.
    case offGrid(Timeframe)
    /// A start before the bar of the line above has ended.
    case overlap(Timeframe)
    /// A distance to the line above that is the length of none of our bars.
    case noTimeframe(seconds: Int64)
    /// A `<PER>` that is none of our timeframes.
    case noPeriod
    /// A value that differs from that of the first row, where a file has only one.
    case differs(from: String)
    /// Not the name of something that trades.
    case noSymbol
    /// Neither `split` nor `dividend`.
    case noKind
    /// Not a ratio of two whole numbers.
    case noRatio
    /// A corporate action that cannot be.
    case impossibleAction(String)
    /// A second action of the same day, symbol and kind.
    case repeatedAction

    /// What is wrong and what is allowed, to follow the value in a sentence.
    public var description: String {
        switch self {
        case .decimal, .null, .impossible: ofAmount
        case .noStamp, .noZone, .stampOutOfRange, .mixedStamps: ofStamp
        case .notAfter, .repeatedTime, .offGrid, .overlap, .noTimeframe: ofOrder
        default: ofName
        }
    }

    private var ofAmount: String {
        switch self {
        case .decimal(let fault): "\(fault); digits such as 189.47 are allowed"
        case .null: "is a day without a trade; leave such lines out"
        case .impossible(let fault): "makes an impossible bar: \(fault)"
        default: ""
        }
    }

    private var ofStamp: String {
        switch self {
        case .noStamp:
            "is not a time; allowed are 2004-08-19, 20040819, 2004-08-19T13:30:00Z, and seconds "
                + "or milliseconds since 1970"
        case .noZone: "has no zone; write one such as Z or -05:00, or name the file's zone"
        case .stampOutOfRange: "is out of range; the years 1678 to 2261 are allowed"
        case .mixedStamps: "mixes dates and instants; a file has only one of them"
        default: ""
        }
    }

    private var ofOrder: String {
        switch self {
        case .notAfter(let previous):
            "is before the line above (\(previous)); lines are sorted, oldest first"
        case .repeatedTime: "is the time of the line above once more; each time stands once"
        case .offGrid(let timeframe): "does not lie on the grid of \(timeframe) bars"
        case .overlap(let timeframe): "starts before the \(timeframe) bar of the line above ends"
        case .noTimeframe(let seconds):
            "comes \(seconds) s after the line above, the length of none of our bars; allowed are "
                + Timeframe.allCases.map(\.rawValue).joined(separator: ", ")
        default: ""
        }
    }

    private var ofName: String {
        switch self {
        case .noPeriod: "is not a period; allowed are 1, 5, 15, 30, 60 and D"
        case .differs(let first): "differs from \"\(first)\" of the first row; a file has only one"
        case .noSymbol: "is not a symbol; allowed are up to 24 of A-Z 0-9 . - /"
        case .noKind: "is not a kind of action; allowed are split and dividend"
        case .noRatio: "is not a ratio; two whole numbers such as 2:1 are allowed"
        case .impossibleAction(let fault): "makes an impossible action: \(fault)"
        case .repeatedAction: "repeats an action of that day and symbol"
        default: ""
        }
    }
}
