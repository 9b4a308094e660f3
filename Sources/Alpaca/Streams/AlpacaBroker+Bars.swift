import AlpacaWire
public import Brokers
public import Domain

extension AlpacaBroker {
    /// How many bars one answer has at most, by Alpaca.
    private static let barsMax = 10_000

    /// The newest bars that start within a range, oldest first, as they were traded: no splits or
    /// dividends are reckoned in.
    public func bars(
        of symbol: Symbol, _ timeframe: Timeframe, in range: Range<Timestamp>, newest count: Int
    ) async throws(BrokerError) -> [Bar] {
        let name = symbol.description
        // A session is a part of its day, and days are closed: what is asked for reaches further
        // back.
        let span = (Int64(count) + 100) * Int64(timeframe.seconds) * 8
        let start = max(range.lowerBound, range.upperBound.advanced(bySeconds: -span))
        let target =
            "/v2/stocks/bars?symbols=\(name)&timeframe=\(timeframe.alpacaName)&start=\(start)"
            + "&end=\(range.upperBound)&limit=\(min(count, Self.barsMax))&sort=desc"
            + "&adjustment=raw&feed=iex"
        guard case .map(let answer)? = try await client.read(target, host: .data),
            case .map(let symbols)? = answer["bars"], let listed = symbols[name]
        else { return [] }
        do throws(WireFault) {
            return try WireBar.list(listed).map(Bar.init)
                .filter { range.contains($0.start) }.reversed()
        } catch {
            throw .unreachable("the bars cannot be read: \(error)")
        }
    }
}

extension Timeframe {
    /// Its name in Alpaca's market data.
    fileprivate var alpacaName: String {
        switch self {
        case .minute1: "1Min"
        case .minute5: "5Min"
        case .minute15: "15Min"
        case .minute30: "30Min"
        case .hour1: "1Hour"
        case .day1: "1Day"
        }
    }
}

extension Bar {
    /// One of Alpaca's.
    init(_ bar: WireBar) {
        self.init(
            start: bar.start, open: bar.open, high: bar.high, low: bar.low, close: bar.close,
            volume: bar.volume)
    }
}
