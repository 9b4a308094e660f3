import Domain
import Strategies

/// Buys when the close has risen so many bars in a row, and sells after the first fall.
struct RisingCloses: Strategy {
    static let count = Parameter<Int>("count", 1...50, default: 3, "Rises in a row before it buys.")

    static let description = StrategyDescription(
        "rising_closes", title: "Rising closes",
        summary: "Buys after some rises in a row and sells after the first fall.",
        parameters: [count.declaration])

    private let count: Int
    private var rises = 0

    init(_ values: ParameterValues) throws(ParameterFault) { count = values[Self.count] }

    var warmUp: Int { count + 1 }

    mutating func next(_ past: Past, holding: Holding?) throws(StrategyFault) -> Decision {
        guard past.count > 1 else { return .wait }
        let isRise = past.newest.close > past[past.count - 2].close
        rises = isRise ? rises + 1 : 0
        if holding != nil {
            return isRise ? .wait : .exit(Reason("fell", "The close fell."))
        }
        guard rises >= count else { return .wait }
        return .enter(
            Entry(.long, because: Reason("rose", "{} rises in a row.", (Double(rises), 0, 0, 0))))
    }
}
