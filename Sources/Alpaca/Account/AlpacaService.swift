import AlpacaWire
public import Brokers
public import Domain
import Synchronization

/// Keeps a live account's books true while the desk runs: it hears the streams, looks after orders
/// in doubt each second, and compares everything at the start, after each reconnect and each
/// minute.
public final class AlpacaService: Sendable {
    private let broker: AlpacaBroker
    private let streams: any AlpacaStreams
    private let time: AlpacaTime
    private let prices: LivePrices
    private let hearDays: @Sendable (LiveSnapshot) -> Void
    private let wanted: Mutex<Wanted>
    private let connection = Mutex(StreamStanding())

    private struct Wanted {
        var symbols: Set<Symbol>
        var tell: AsyncStream<WireDataTopics>.Continuation?
    }

    /// - Parameters:
    ///   - symbols: whose prices are heard from the start.
    ///   - hearDays: hears of the last days of each symbol once a minute, before their prices.
    ///   - hear: hears each price.
    public init(
        _ broker: AlpacaBroker, streams: any AlpacaStreams, time: AlpacaTime, symbols: [Symbol],
        hearDays: @escaping @Sendable (LiveSnapshot) -> Void,
        hear: @escaping LivePrices.Listener
    ) {
        self.broker = broker
        self.streams = streams
        self.time = time
        prices = LivePrices(hear: hear)
        self.hearDays = hearDays
        wanted = Mutex(Wanted(symbols: Set(symbols)))
    }

    /// Whether the books were compared with the broker, and it can be reached.
    public var isReconciled: Bool {
        broker.standing.comparedAt != nil && broker.standing.trouble == nil
    }

    /// How the streams stand.
    public var standing: StreamStanding { connection.withLock { $0 } }

    /// Hears a symbol's prices from now on.
    public func watch(_ symbols: [Symbol]) {
        wanted.withLock { wanted in
            let new = symbols.filter { wanted.symbols.insert($0).inserted }
            if !new.isEmpty { wanted.tell?.yield(Self.topics(new)) }
        }
    }

    /// Hears a symbol's prices from now on, and asks for the newest ones that there are.
    public func watch(_ symbol: Symbol) async {
        watch([symbol])
        await ask([symbol])
    }

    /// The stream tells of what changes only, and in closed hours of nothing.
    private func ask(_ symbols: [Symbol]) async {
        for snapshot in await broker.snapshots(of: symbols) {
            hearDays(snapshot)
            prices.take(snapshot.messages)
        }
    }

    /// Runs until the task is cancelled.
    public func run() async {
        await withTaskGroup { group in
            group.addTask { await self.compareEachMinute() }
            group.addTask { await self.hearOrders() }
            group.addTask { await self.hearPrices() }
            await group.waitForAll()
        }
    }

    private func compareEachMinute() async {
        while !Task.isCancelled {
            await broker.reconcile()
            watch(await broker.heldSymbols())
            await ask(wanted.withLock { Array($0.symbols) })
            // What cannot be reached is asked again sooner.
            let isReached = broker.standing.trouble == nil
            for _ in 0..<(isReached ? 60 : 5) where !Task.isCancelled {
                await time.sleep(1_000_000_000)
                await broker.settleDoubts()
            }
        }
    }

    private func hearOrders() async {
        await again { [self] in
            try await streams.tradeUpdates(
                onOpen: { [self] in
                    connection.withLock { ($0.isHearingOrders, $0.trouble) = (true, nil) }
                    // What happened while nobody listened was told to nobody.
                    await broker.reconcile()
                },
                hear: { [self] in await broker.hear($0) })
        } ended: { [self] in
            connection.withLock { $0.isHearingOrders = false }
        }
    }

    private func hearPrices() async {
        await again { [self] in
            let (topics, tell) = AsyncStream.makeStream(of: WireDataTopics.self)
            wanted.withLock { wanted in
                wanted.tell = tell
                if !wanted.symbols.isEmpty { tell.yield(Self.topics(Array(wanted.symbols))) }
            }
            try await streams.prices(topics: topics) { [self] messages in
                let now = Timestamp(nanoseconds: time.now())
                connection.withLock { state in
                    (state.isHearingPrices, state.trouble) = (true, nil)
                    if !messages.isEmpty { state.pricesHeardAt = now }
                }
                prices.take(messages)
            }
        } ended: { [self] in
            connection.withLock { $0.isHearingPrices = false }
        }
    }

    private static func topics(_ symbols: [Symbol]) -> WireDataTopics {
        var topics = WireDataTopics()
        let names = Set(symbols.map(\.description))
        topics.symbols = ["quotes": names, "trades": names]
        return topics
    }

    /// Connects again after 1, 2, 4 … 30 s; a connection that held for a minute begins anew.
    private func again(
        _ connect: () async throws -> Void, ended: () -> Void
    ) async {
        var wait: Int64 = 1
        while !Task.isCancelled {
            let begin = time.now()
            do {
                try await connect()
            } catch {
                connection.withLock { $0.trouble = "\(error)" }
            }
            ended()
            if time.now() - begin > 60_000_000_000 { wait = 1 }
            await time.sleep(wait * 1_000_000_000)
            wait = min(wait * 2, 30)
        }
    }
}
