import Strategies

/// Proves by truncation that no decision used the future: the data is cut off at many places, and
/// each cut run must have placed the same orders and been worth the same until its end.
public struct Lookahead: Sendable {
    /// A difference between the whole run and a cut one.
    public struct Finding: Sendable, CustomStringConvertible {
        /// How many bars of each symbol the cut run saw.
        public let cut: Int
        /// The first bar that differs.
        public let bar: Int
        /// What differs.
        public let description: String
    }

    /// How many places were tried.
    public let cuts: Int
    /// How many orders of the whole run were compared.
    public let orders: Int
    /// What differs; nothing where no decision used the future.
    public let findings: [Finding]

    /// Tries a config on data.
    ///
    /// - Parameter cuts: how many places, spread over the bars that come after the warm-up.
    public init(
        _ config: BacktestConfig, on data: BacktestData, cuts: Int = 50
    ) throws {
        var config = config
        config.keepsOrders = true
        let whole = try BacktestRun(config, on: data).run()
        let warmUp = try config.strategy.init(config.values).warmUp
        let longest = data.series.map(\.bars.count).max() ?? 0
        let first = min(longest, warmUp + 2)
        let places = (0..<cuts).map { first + (longest - first) * $0 / max(1, cuts) }
        var findings: [Finding] = []
        let tried = Set(places).sorted()
        for place in tried {
            guard let part = try? data.prefix(place),
                let run = try? BacktestRun(config, on: part)
            else { continue }
            if let finding = Self.difference(try run.run(), whole, cut: place) {
                findings.append(finding)
            }
        }
        self.cuts = tried.count
        orders = whole.orders.count
        self.findings = findings
    }

    private static func difference(
        _ part: BacktestOutcome, _ whole: BacktestOutcome, cut: Int
    ) -> Finding? {
        for index in part.equity.indices.dropLast() where index < whole.equity.count {
            guard part.equity[index] != whole.equity[index] else { continue }
            return Finding(
                cut: cut, bar: index,
                description: "equity is \(part.equity[index]), in the whole run "
                    + "\(whole.equity[index])")
        }
        let before = whole.orders.filter { $0.bar < cut }
        for (own, other) in zip(part.orders, before) where !own.isSame(as: other) {
            return Finding(
                cut: cut, bar: Int(own.bar),
                description: "the order is \(own.code), in the whole run \(other.code)")
        }
        guard part.orders.count != before.count else { return nil }
        return Finding(
            cut: cut, bar: cut - 1,
            description: "\(part.orders.count) orders, in the whole run \(before.count)")
    }
}

extension BacktestOrder {
    /// Whether both were asked for alike, whatever became of them.
    fileprivate func isSame(as other: BacktestOrder) -> Bool {
        lane == other.lane && bar == other.bar && side == other.side
            && isOpening == other.isOpening && role == other.role && price == other.price
            && "\(code)" == "\(other.code)"
    }
}

extension BacktestData {
    /// The same cut off after so many bars of each symbol.
    func prefix(_ count: Int) throws(BacktestFault) -> BacktestData {
        var cut: [BacktestSeries] = []
        for one in series {
            cut.append(BacktestSeries(symbol: one.symbol, bars: Array(one.bars.prefix(count))))
        }
        return try BacktestData(cut, actions: actions)
    }
}
