public import Domain

/// The account's worth over time: four lists of the same length.
public struct WirePortfolioHistory: WireRecord {
    /// One moment of it.
    public struct Point: Hashable, Sendable {
        /// When.
        public var time: Timestamp
        /// The worth.
        public var equity: Money
        /// The gain since the start.
        public var profit: Money
        /// The same as a part of the start's worth; nil where that is nothing.
        public var profitPart: Rate?

        /// A moment of these parts.
        public init(time: Timestamp, equity: Money, profit: Money, profitPart: Rate?) {
            self.time = time
            self.equity = equity
            self.profit = profit
            self.profitPart = profitPart
        }
    }

    /// The moments, oldest first.
    public var points: [Point]
    /// The worth at the start.
    public var base: Money
    /// The day of it.
    public var baseAsOf: String?
    /// The time from moment to moment: `5Min`, `1D`.
    public var timeframe: String

    /// A history of these parts.
    public init(points: [Point], base: Money, baseAsOf: String?, timeframe: String) {
        self.points = points
        self.base = base
        self.baseAsOf = baseAsOf
        self.timeframe = timeframe
    }

    /// Reads it from its fields; moments that lack a figure are left out.
    public init(_ fields: WireFields) throws(WireFault) {
        base = try fields.amount("base_value") ?? .zero
        baseAsOf = fields.text("base_value_asof")
        timeframe = fields.text("timeframe") ?? ""
        let lists = ["timestamp", "equity", "profit_loss", "profit_loss_pct"]
        var columns: [[WireValue]] = []
        for name in lists { columns.append(try fields.list(name)) }
        points = []
        for place in columns[0].indices {
            var row: [String: WireValue] = [:]
            for (name, column) in zip(lists, columns) where place < column.count {
                row[name] = column[place]
            }
            if let point = try Point(WireFields(values: row)) { points.append(point) }
        }
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["timestamp"] = .list(points.map { .integer($0.time.seconds) })
        fields["equity"] = .list(points.map { .figure($0.equity) })
        fields["profit_loss"] = .list(points.map { .figure($0.profit) })
        fields["profit_loss_pct"] = .list(points.map { .figure($0.profitPart) })
        fields["base_value"] = .figure(base)
        if let baseAsOf { fields["base_value_asof"] = .string(baseAsOf) }
        fields["timeframe"] = .string(timeframe)
        return .map(fields)
    }
}

extension WirePortfolioHistory.Point {
    init?(_ row: WireFields) throws(WireFault) {
        guard let seconds = row.integer("timestamp"), let equity: Money = try row.amount("equity")
        else { return nil }
        time = Timestamp(nanoseconds: 0).advanced(bySeconds: seconds)
        self.equity = equity
        profit = try row.amount("profit_loss") ?? .zero
        profitPart = try row.amount("profit_loss_pct")
    }
}
