import Brokers
import Desk
import Domain
import MarketData
import Storage

/// A whole desk on the forty days of `ReplayScene`: an order by hand before each of them.
///
/// Every step can be asked for again: an order that is known by its name is the same order, and a
/// bar is played only where it was not.
enum DeskRun {
    /// Places and plays what is still to come.
    ///
    /// - Parameter acknowledge: called with odd numbers when an order was answered, with even ones
    ///   when a bar was played.
    static func run(on ledger: Ledger, acknowledge: @Sendable (Int) throws -> Void) async throws {
        let series = try ReplayScene.series()
        for series in series {
            try await ledger.bars.save(series.bars, of: series.symbol, series.timeframe)
        }
        let clock = MarketClock(Surroundings.fixed.wallNow())
        var surroundings = Surroundings.fixed
        surroundings.marketNow = { clock.now }
        var options = DeskOptions(
            timing: FeedTiming(now: Surroundings.fixed.wallNow, sleep: { _ in await Task.yield() }),
            feed: .replay(ReplayChoice()))
        options.speed = .step
        let desk = try await TradingDesk.open(
            options, ledger: ledger, surroundings: surroundings, clock: clock)
        let play = Task { await desk.feed.run() }
        defer { play.cancel() }
        for day in 0..<(series.first?.bars.count ?? 0) {
            try await place(day, at: desk)
            try acknowledge(2 * day + 1)
            if let done = await desk.feed.state.progress?.done, done <= 2 * day {
                _ = await desk.feed.advance(1)
                try await desk.paperBroker.flush()
            }
            try acknowledge(2 * day + 2)
        }
    }

    /// Purchases with a target, sales of a part, and limits that wait; a refusal is an answer too.
    private static func place(_ day: Int, at desk: TradingDesk) async throws {
        var request = OrderRequest(
            id: try known(ClientOrderID("desk-\(day)")),
            symbol: try known(Symbol(day.isMultiple(of: 2) ? "AAA" : "BBB")),
            side: day % 5 == 4 ? .sell : .buy, quantity: shares(Int64(10 + day % 7)))
        if day % 5 == 1 { request.protection = Protection(takeProfit: dollars(103)) }
        if day % 5 == 3 { (request.type, request.timeInForce) = (.limit(dollars(98)), .gtc) }
        do throws(DeskError) {
            _ = try await desk.desks.paper.place(request)
        } catch .refused {
            return
        }
    }
}
