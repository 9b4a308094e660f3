/// The strategies there are, by name: the built-in ones, and what a user adds.
public struct StrategyCatalog: Sendable {
    /// All of them, in the order of a menu.
    public let strategies: [any Strategy.Type]

    /// The strategies that come with Tandem.
    public static let builtIn = StrategyCatalog([
        AverageCross.self,
        AverageBracket.self,
        StrengthReversion.self,
        ChannelBreakout.self,
        DipBuyer.self,
        OpeningRangeBreakout.self,
        WeightedPriceReversion.self,
        Adaptive.self,
    ])

    /// A catalog of these strategies.
    public init(_ strategies: [any Strategy.Type]) { self.strategies = strategies }

    /// The same with more strategies; one of a name that is taken replaces it.
    public func adding(_ more: [any Strategy.Type]) -> StrategyCatalog {
        let names = Set(more.map { $0.description.name })
        return StrategyCatalog(
            strategies.filter { !names.contains($0.description.name) } + more)
    }

    /// The strategy of a name; `sma-cross` is `sma_cross` too.
    ///
    /// - Throws: where there is none, naming all there are.
    public func strategy(named name: String) throws(ParameterFault) -> any Strategy.Type {
        let plain = String(name.map { $0 == "-" ? "_" : $0 })
        for strategy in strategies where strategy.description.name == plain { return strategy }
        let names = strategies.map { $0.description.name }.joined(separator: ", ")
        throw ParameterFault("strategy", name, allowed: "one of \(names)")
    }
}
