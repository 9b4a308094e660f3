import Domain

/// Something that is made once for each mode, such as the text of a statement.
struct PerMode<Value> {
    private let paper: Value
    private let live: Value

    init(_ make: (Tables) -> Value) {
        paper = make(.of(.paper))
        live = make(.of(.live))
    }

    subscript(mode: TradingMode) -> Value {
        switch mode {
        case .paper: paper
        case .live: live
        }
    }
}

extension PerMode: Sendable where Value: Sendable {}
