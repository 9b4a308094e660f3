import Desk
import Domain
import Storage
import Synchronization

/// Tells all open pages what happens at the desk, each event encoded once for all of them.
///
/// It hears the event bus and returns at once. What needs a look into the books, as the value of a
/// position, is left to `PushMarks`.
final class PushHub: Sendable {
    private struct State {
        var clients: [Int: PushLanes] = [:]
        var lastClient = 0
        var number: Int64 = 0
    }

    /// This server's run.
    let stream: String
    private let surroundings: Surroundings
    private let marketTime: @Sendable (TradingMode) -> Timestamp
    private let active: @Sendable () -> TradingMode
    private let state = Mutex(State())
    /// What has changed and is still to be looked up.
    let stale = StaleMarks()

    init(_ desk: TradingDesk) {
        stream = desk.surroundings.newOrderID().description
        surroundings = desk.surroundings
        let (clock, wall) = (desk.clock, desk.surroundings.wallNow)
        marketTime = { $0 == .paper ? clock.now : wall() }
        let modes = desk.modes
        active = { modes.active }
        desk.events.listen { [weak self] in self?.hear($0) }
    }

    /// How many clients are there.
    var clientCount: Int { state.withLock { $0.clients.count } }

    /// Adds a client.
    func join() -> (number: Int, lanes: PushLanes) {
        let lanes = PushLanes()
        return state.withLock { state in
            state.lastClient += 1
            state.clients[state.lastClient] = lanes
            return (state.lastClient, lanes)
        }
    }

    /// Takes a client away.
    func leave(_ number: Int) { state.withLock { $0.clients[number] = nil } }

    /// Sends what only counts by its newest.
    func tell(_ type: PushType, _ name: String, of mode: TradingMode, _ data: some JSONAnswer) {
        tell(type, in: .newest("\(type.rawValue) \(mode.rawValue) \(name)"), of: mode, data)
    }

    /// A message for one client alone, with the number of the last one sent to all.
    func text(_ type: PushType, _ data: some JSONAnswer) -> String {
        let number = state.withLock { $0.number }
        return envelope(number, active()).text(type, data)
    }

    private func hear(_ event: DeskEvent) {
        switch event {
        case .quote(let mode, let quote):
            let answer = QuoteAnswer(quote: quote, now: surroundings.wallNow()).forPages
            tell(.quote, quote.symbol.description, of: mode, answer)
            if clientCount > 0 { stale.note(of: mode) { $0.priced.insert(quote.symbol) } }
        case .booked(let mode, let change):
            for order in change.orders {
                tell(.order, of: mode, PlacedOrderAnswer(order: order, mode: mode).forPages)
            }
            for fill in change.fills { tell(.trade, of: mode, FillAnswer(fill: fill)) }
            let traded = change.symbols.union(change.fills.map(\.symbol))
            stale.note(of: mode) { $0.traded.formUnion(traded) }
        case .reloaded(let mode):
            let text = "The \(mode.rawValue) account was opened anew."
            tell(.notice, of: mode, NoticeAnswer(notice: Notice(.info, "reloaded", text)))
        case .mode(let status): tell(.mode, of: status.active, ModeAnswer(status: status))
        case .feed(let feed): tell(.feed, of: .paper, FeedAnswer(state: feed))
        case .backtest(let run):
            let answer = BacktestRunAnswer(run: run)
            // Of a run on its way the newest progress counts; its beginning and end are news.
            if run.state == .running, run.progress > 0 {
                tell(.backtest, run.runID, of: .paper, answer)
            } else {
                tell(.backtest, of: .paper, answer)
            }
        case .notice(let notice): tell(.notice, of: active(), NoticeAnswer(notice: notice))
        }
    }

    private func tell(_ type: PushType, of mode: TradingMode, _ data: some JSONAnswer) {
        tell(type, in: .numbered, of: mode, data)
    }

    /// Numbered under the lock, so that every client gets the numbers in order.
    private func tell(
        _ type: PushType, in lane: PushLane, of mode: TradingMode, _ data: some JSONAnswer
    ) {
        state.withLock { state in
            guard !state.clients.isEmpty else { return }
            if lane == .numbered { state.number += 1 }
            let number = lane == .numbered ? state.number : nil
            let message = PushMessage(
                lane: lane, text: envelope(number, mode).text(type, data))
            for lanes in state.clients.values { lanes.put(message) }
        }
    }

    private func envelope(_ number: Int64?, _ mode: TradingMode) -> PushEnvelope {
        PushEnvelope(
            stream: stream, number: number, mode: mode, marketTime: marketTime(mode),
            sentAt: surroundings.wallNow())
    }
}
