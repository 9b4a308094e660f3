import AlpacaWire
public import Domain

/// What a broker says of a symbol when it is asked, beside what its stream tells.
public struct LiveSnapshot: Sendable {
    /// Of what.
    public let symbol: Symbol
    /// The bars of the newest day that has one and of the day before it, in this order.
    public let days: [Bar]
    let messages: [WireDataMessage]
}

extension AlpacaBroker {
    /// How many symbols one address names.
    private static let namesMax = 100

    /// The newest prices of symbols; those are left out that the broker does not know, and all
    /// where it does not answer.
    public func snapshots(of symbols: [Symbol]) async -> [LiveSnapshot] {
        let names = symbols.map(\.description).filter { !$0.contains("/") }.sorted()
        var found: [LiveSnapshot] = []
        for first in stride(from: 0, to: names.count, by: Self.namesMax) {
            let asked = names[first..<min(first + Self.namesMax, names.count)]
            let target = "/v2/stocks/snapshots?symbols=\(asked.joined(separator: ","))&feed=iex"
            guard case .map(let answer)? = try? await client.read(target, host: .data) else {
                continue
            }
            found += asked.compactMap { name in
                answer[name].flatMap { try? WireSnapshot($0) }
                    .flatMap { LiveSnapshot(name, $0) }
            }
        }
        return found
    }
}

extension LiveSnapshot {
    fileprivate init?(_ name: String, _ snapshot: WireSnapshot) {
        guard let symbol = Symbol(name) else { return nil }
        self.symbol = symbol
        days = [snapshot.dailyBar, snapshot.previousDailyBar].compactMap { $0.map(Bar.init) }
        let trade = snapshot.latestTrade.map { WireDataMessage.trade(name, $0) }
        let quote = snapshot.latestQuote.map { WireDataMessage.quote(name, $0) }
        messages = [trade, quote].compactMap { $0 }
    }
}
