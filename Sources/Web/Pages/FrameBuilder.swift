import Brokers
import Desk
import Domain
import MarketCalendar

/// Makes what surrounds every page of a mode.
struct FrameBuilder {
    let desk: TradingDesk
    let door: VenueDoor
    let visit: PageVisit

    /// - Parameter path: the page that is marked in the navigation.
    func frame(title: String, path: String) async throws -> PageFrame {
        frame(try await desk.modes.status(), title: title, path: path)
    }

    func frame(_ status: ModeStatus, title: String, path: String) -> PageFrame {
        let isLive = door.mode == .live
        return PageFrame(
            title: title, mode: door.mode.rawValue, modeWord: isLive ? "LIVE" : "PAPER",
            isLive: isLive, isPaper: !isLive, modeEpoch: "\(status.epoch)",
            token: visit.session.token, returnTo: visit.returnTo, notices: visit.notices,
            market: market(status), live: LiveLine(status),
            updated: PageTime(door.surroundings.wallNow()), look: visit.look,
            choices: LookChoices(visit.look),
            assets: visit.assets,
            links: NavigationLink.all(of: door.mode.rawValue, current: path))
    }

    private func market(_ status: ModeStatus) -> MarketLine {
        let (state, words) = door.mode == .live ? liveMarket() : Self.paperMarket(status.feed)
        return MarketLine(
            feed: door.mode == .live ? "live" : status.feed.kind,
            isSimulated: door.mode == .paper,
            time: PageTime(door.mode == .live ? door.surroundings.wallNow() : status.marketTime),
            state: state, words: words, isTroubled: state == "stopped")
    }

    private static func paperMarket(_ feed: FeedState) -> (state: String, words: String) {
        if let trouble = feed.trouble { return ("stopped", "stopped: \(trouble)") }
        if feed.isOver { return ("over", "at its end") }
        return feed.isPaused ? ("paused", "paused") : ("running", "running")
    }

    /// Whether the broker's market trades now, and when next; by the calendar where no broker says.
    private func liveMarket() -> (state: String, words: String) {
        if let session = desk.liveAccount?.standing.session {
            return session.isOpen
                ? ("running", "market open")
                : ("closed", "market closed until \(PageTime(session.nextOpen).short)")
        }
        let now = door.surroundings.wallNow()
        let day = NewYork.day(of: now)
        for ahead in 0...10 {
            guard let session = TradingCalendar.xnys.session(on: day.advanced(by: ahead)),
                session.close > now
            else { continue }
            if session.open <= now { return ("running", "market open") }
            return ("closed", "market closed until \(PageTime(session.open).short)")
        }
        return ("closed", "market closed")
    }
}

extension LiveLine {
    init(_ status: ModeStatus) {
        state = status.live.word
        words = status.live.word.replacing("_", with: " ")
        isReady = status.live.isConfigured && status.live.reasons.isEmpty
        reasons = status.live.reasons
        positions = PageText.counted(status.livePositions, "position")
        orders = PageText.counted(status.liveOrders, "working order")
        hasAny = status.livePositions + status.liveOrders > 0
    }
}

/// Words around figures.
enum PageText {
    /// `1 order`, `3 orders`, `no orders`.
    static func counted(_ count: Int, _ noun: String) -> String {
        count == 1 ? "1 \(noun)" : "\(count == 0 ? "no" : "\(count)") \(noun)s"
    }

    /// `stop_at_open` as `stop at open`.
    static func words(_ name: String) -> String { name.replacing("_", with: " ") }
}
