/// Why a fill or split cannot be booked on the lots of a symbol.
public enum LotFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// An exit for more shares than its lots hold.
    case notEnoughShares(asked: Quantity, held: Quantity)
    /// A lot on the one side while lots of the other side are open.
    case bothSides
    /// An amount left its range.
    case outOfRange(AmountOutOfRange)

    /// What does not fit.
    public var description: String {
        switch self {
        case .notEnoughShares(let asked, let held):
            "\(asked) shares cannot be closed: there are \(held)"
        case .bothSides: "a symbol cannot be long and short at once"
        case .outOfRange(let error): error.description
        }
    }
}
