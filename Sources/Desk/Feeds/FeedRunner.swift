import Brokers
public import Domain
import MarketCalendar
import Storage

/// Plays the paper market: hands each step of its source to the broker, and then to everyone else.
///
/// A step is done once the broker has it on disk, as far as it caused anything. Where the disk
/// refuses, market time stands still and the step is tried again: no price is ever skipped.
public actor FeedRunner {
    private var source: any FeedSource
    private let broker: PaperBroker
    private let board: MarketBoard
    private let clock: MarketClock
    private let feedEnd: FeedEnd
    private let events: EventBus
    private let timing: FeedTiming

    private var isPaused: Bool
    private var speed: FeedSpeed
    private var isOver = false
    private var trouble: String?
    /// The step that was taken from the source and is not yet done, and whether it was asked for.
    private var pending: (events: [PlacedEvent], isAsked: Bool)?
    /// Steps that a person asked for.
    private var asked = 0
    private var waiters: [CheckedContinuation<Void, Never>] = []
    private var wake: AsyncStream<Void>.Continuation?
    /// Since when, and how many steps ago, the pace is kept.
    private var pace: (start: Timestamp, steps: Int64)?

    init(
        _ source: any FeedSource, speed: FeedSpeed, broker: PaperBroker, market: PaperMarketParts,
        timing: FeedTiming
    ) {
        self.source = source
        self.speed = speed
        self.broker = broker
        board = market.board
        clock = market.clock
        feedEnd = market.end
        events = market.events
        self.timing = timing
        isPaused = false
        isOver = source.isAtEnd
        if isOver { feedEnd.set() }
    }

    /// How the feed stands.
    public var state: FeedState {
        FeedState(
            kind: source.kind, symbols: source.symbols, marketTime: clock.now,
            isPaused: stands, speed: speed, progress: source.progress,
            isOver: isOver, trouble: trouble)
    }

    /// Plays until the task is cancelled.
    public func run() async {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        wake = continuation
        var signals = stream.makeAsyncIterator()
        while !Task.isCancelled {
            switch due() {
            case .steps(let count): await play(count)
            case .sleep(let nanoseconds): await timing.sleep(nanoseconds)
            case .again:
                await timing.sleep(1_000_000_000)
                await play(1)
            case .wait:
                answerWaiters()
                guard await signals.next() != nil else { return }
            }
        }
        answerWaiters()
    }

    /// Stands still until `resume`.
    public func pause() -> FeedState {
        isPaused = true
        return changed()
    }

    /// Goes on.
    public func resume() -> FeedState {
        isPaused = false
        if speed == .step { speed = .normal }
        return changed()
    }

    /// Goes at another speed.
    public func setSpeed(_ speed: FeedSpeed) -> FeedState {
        self.speed = speed
        return changed()
    }

    /// How far one request may go on, so that it is answered within seconds.
    public static let advanceMax: Int64 = 10_000

    /// Goes on by so many bars of a replay or seconds of the synthetic market, and returns when
    /// they are done or the feed has ended.
    public func advance(_ count: Int) async -> FeedState {
        asked += max(0, count) * source.stepsPerAdvance
        await withCheckedContinuation { continuation in
            waiters.append(continuation)
            wake?.yield()
        }
        return state
    }

    /// Ends the waiting of `run`.
    public func stop() { wake?.finish() }

    /// Whether it goes on only when asked.
    private var stands: Bool { isPaused || speed == .step }

    private func changed() -> FeedState {
        pace = nil
        wake?.yield()
        events.publish(.feed(state))
        return state
    }

    private func answerWaiters() {
        for waiter in waiters { waiter.resume() }
        waiters = []
    }
}

extension FeedRunner {
    private enum Due {
        case steps(Int)
        case sleep(Int64)
        /// The last step again, after a while: it could not be written down.
        case again
        case wait
    }

    /// How many steps at most are played before commands are looked at again.
    private static let stepsMax = 256

    private func due() -> Due {
        if trouble != nil { return .again }
        if isOver { return .wait }
        if asked > 0 { return .steps(min(asked, Self.stepsMax)) }
        answerWaiters()
        switch speed {
        case _ where stands: return .wait
        case .step: return .wait
        case .max: return .steps(Self.stepsMax)
        case .paced(let rate): return paced(rate)
        }
    }

    private func paced(_ rate: Rate) -> Due {
        let now = timing.now()
        let pace = self.pace ?? (now, 0)
        self.pace = pace
        let elapsed = Int128(now.nanoseconds - pace.start.nanoseconds)
        let perSecond = Int128(rate.billionths) * Int128(source.stepsPerSecond)
        let due = elapsed * perSecond / 1_000_000_000_000_000_000 - Int128(pace.steps)
        guard due > 0 else {
            let period = 1_000_000_000_000_000_000 / max(1, perSecond)
            return .sleep(Int64(min(max(period / 4, 1_000_000), 50_000_000)))
        }
        // After a long stop it goes on from here, instead of hurrying after what was missed.
        if due > 4 * Int128(Self.stepsMax) {
            self.pace = nil
            return .steps(1)
        }
        return .steps(Int(min(due, Int128(Self.stepsMax))))
    }

    private func play(_ count: Int) async {
        var left = count
        // A pause holds at once, also amid many steps.
        while left > 0, asked > 0 || pending != nil || !stands {
            guard let step = pending ?? source.next().map({ ($0, asked > 0) }) else {
                return end()
            }
            pending = step
            guard await isDone(step.events) else { return }
            pending = nil
            pace?.steps += 1
            if step.isAsked { asked = max(0, asked - 1) }
            left -= 1
            if source.isAtEnd { return end() }
        }
    }

    private func isDone(_ step: [PlacedEvent]) async -> Bool {
        do throws(BrokerError) {
            try await broker.advance(step)
        } catch {
            stumble("\(error)")
            return false
        }
        if trouble != nil {
            trouble = nil
            events.publish(.notice(Notice(.info, "feed_goes_on", "The paper market goes on.")))
            events.publish(.feed(state))
        }
        show(step)
        return true
    }

    private func stumble(_ why: String) {
        if trouble == nil {
            events.publish(.notice(Notice(.alarm, "feed_stopped", "Market time stands: \(why)")))
        }
        trouble = why
        pace = nil
        asked = 0
        answerWaiters()
        events.publish(.feed(state))
    }

    private func end() {
        isOver = true
        feedEnd.set()
        asked = 0
        answerWaiters()
        events.publish(.notice(Notice(.warning, "feed_over", "The replay is over.")))
        events.publish(.feed(state))
    }

    /// Posts the newest price of each symbol of a step.
    private func show(_ step: [PlacedEvent]) {
        guard let time = step.last?.cursor.time else { return }
        clock.advance(to: time)
        let (day, now) = (NewYork.day(of: time), timing.now())
        for placed in step {
            guard let (symbol, quote, isDerived) = placed.event.price else { continue }
            let posted = board.post(quote, of: symbol, isDerived: isDerived, day: day, at: now)
            events.publish(.quote(.paper, posted))
        }
    }
}

extension MarketEvent {
    /// When it happened; a bar when it began.
    var time: Timestamp {
        switch self {
        case .opened(let time), .closed(let time), .action(_, _, let time): time
        case .quote(_, let quote): quote.time
        case .bar(_, let bar): bar.start
        }
    }

    /// The price that it brings. A bar's quote is its close on both sides, without sizes.
    var price: (symbol: Symbol, quote: Quote, isDerived: Bool)? {
        switch self {
        case .quote(let symbol, let quote): return (symbol, quote, false)
        case .bar(let symbol, let bar):
            let quote = Quote(
                time: bar.start, bid: bar.close, ask: bar.close, bidSize: .zero, askSize: .zero,
                last: bar.close)
            return (symbol, quote, true)
        case .opened, .closed, .action: return nil
        }
    }
}

/// Where the paper market's prices, time and end are shown.
struct PaperMarketParts: Sendable {
    let events: EventBus
    let board: MarketBoard
    let clock: MarketClock
    let end: FeedEnd
}

/// The wall clock of a feed, and how it waits.
public struct FeedTiming: Sendable {
    let now: @Sendable () -> Timestamp
    let sleep: @Sendable (_ nanoseconds: Int64) async -> Void

    /// Timing by these; `sleep` returns early where its task is cancelled.
    public init(
        now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (_ nanoseconds: Int64) async -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }
}
