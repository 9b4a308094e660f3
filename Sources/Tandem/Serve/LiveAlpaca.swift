import Alpaca
import Brokers
import Desk
import Domain
import MarketCalendar
import Storage
import Synchronization

/// The live venue at Alpaca: broker, prices and what looks after both.
final class LiveAlpaca: Sendable {
    let venue: LiveVenue
    private let transport: HTTPTransport
    private let service: AlpacaService
    private let attached: Attached

    init(
        _ settings: AlpacaSettings, _ symbols: [Symbol], _ ledger: Ledger,
        _ surroundings: Surroundings
    ) {
        let time = AlpacaTime(
            now: { surroundings.wallNow().nanoseconds },
            sleep: { try? await Task.sleep(nanoseconds: UInt64(max(0, $0))) })
        let transport = HTTPTransport(settings)
        let board = MarketBoard(feed: "alpaca")
        let broker = AlpacaBroker(
            transport, time: time, ledger: ledger, surroundings: surroundings,
            lastPrice: { board.last(of: $0) })
        let attached = Attached()
        let service = AlpacaService(
            broker, streams: SocketStreams(settings), time: time, symbols: symbols,
            hearDays: { snapshot in
                let today = NewYork.day(of: surroundings.wallNow())
                let before = snapshot.days.first { NewYork.day(of: $0.start) < today }
                if let before { board.close(before.close, of: snapshot.symbol, before: today) }
            },
            hear: { symbol, quote in
                let now = surroundings.wallNow()
                // One that comes now may be of long ago.
                let posted = board.post(
                    quote, of: symbol, isDerived: false, day: NewYork.day(of: now),
                    at: min(now, quote.time))
                attached.desk?.events.publish(.quote(.live, posted))
            })
        var venue = LiveVenue(
            account: broker, board: board,
            readiness: {
                LiveReadiness(broker.standing, service.standing, now: surroundings.wallNow())
            })
        venue.history = .asked(now: surroundings.wallNow) { symbol, timeframe, range, count in
            do throws(BrokerError) {
                return try await broker.bars(of: symbol, timeframe, in: range, newest: count)
            } catch {
                throw DeskError.unavailable("the broker gives no bars: \(error)")
            }
        }
        venue.watch = { symbol in Task { await service.watch(symbol) } }
        self.venue = venue
        self.transport = transport
        self.service = service
        self.attached = attached
    }

    /// Tells prices to the desk's listeners, and looks after its losses, from now on.
    func attach(to desk: TradingDesk) { attached.desk = desk }

    func run() async {
        await withTaskGroup { group in
            group.addTask { await self.service.run() }
            group.addTask { await self.watchOrders() }
            await group.waitForAll()
        }
    }

    /// Goes on with a flatten that a crash has interrupted, and stops a day that loses too much.
    private func watchOrders() async {
        guard let orders = attached.desk?.desks.live else { return }
        while !Task.isCancelled {
            if service.isReconciled, await orders.isFlattening { try? await orders.goOn() }
            await orders.watchLoss()
            try? await Task.sleep(nanoseconds: 1_000_000_000)
        }
    }

    func shutdown() async { await transport.shutdown() }
}

/// The desk that the venue belongs to, once it is open.
private final class Attached: Sendable {
    private let state = Mutex<TradingDesk?>(nil)

    var desk: TradingDesk? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
