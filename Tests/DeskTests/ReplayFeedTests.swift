import Domain
import MarketCalendar
import MarketData
import Storage
import TestSupport
import Testing

@testable import Desk

/// An account stays with the prices it traded on.
struct ReplayFeedTests {
    @Test func `the same data have the same name, whatever the order of the series`() throws {
        let scene = try PaperScene.everything()
        let feed = ReplayFeed(series: scene.series, actions: scene.actions)
        let turned = ReplayFeed(series: scene.series.reversed(), actions: scene.actions)
        #expect(feed.binding == turned.binding)
        #expect(feed.contradiction(of: turned.binding, through: nil) == nil)
    }

    @Test func `bars and actions added at the end continue, anything else does not`() throws {
        let scene = try PaperScene.everything()
        let binding = ReplayFeed(series: scene.series, actions: scene.actions).binding
        var longer = scene
        try longer.lengthen()
        #expect(
            ReplayFeed(series: longer.series, actions: longer.actions).contradiction(
                of: binding, through: nil) == nil)
        for (name, other) in try Self.others(scene) {
            let feed = ReplayFeed(series: other.series, actions: other.actions)
            #expect(feed.contradiction(of: binding, through: nil) != nil, "\(name)")
            #expect(feed.binding != binding, "\(name)")
        }
    }

    @Test func `what was added before the account's market time does not continue`() throws {
        let scene = try PaperScene.everything()
        let binding = ReplayFeed(series: scene.series, actions: scene.actions).binding
        var longer = scene
        try longer.lengthen()
        let feed = ReplayFeed(series: longer.series, actions: longer.actions)
        let lastBars = scene.series.compactMap(\.bars.last)
        let last = try #require(lastBars.map(\.start).max())
        let close = last.advanced(bySeconds: 16 * 3_600)
        #expect(feed.contradiction(of: binding, through: close) == nil)
        let later = close.advanced(bySeconds: 30 * 86_400)
        let why = try #require(feed.contradiction(of: binding, through: later))
        #expect(why.contains("was added since"), "\(why)")
    }

    /// Data that are not those of the scene with more at the end.
    private static func others(_ scene: PaperScene) throws -> [(String, PaperScene)] {
        var changed = scene
        changed.series[1].bars[3].close = Price(nanos: changed.series[1].bars[3].close.nanos + 1)
        var volume = scene
        volume.series[0].bars[0].volume = Volume(thousandths: 1)
        var shorter = scene
        shorter.series[0].bars.removeLast()
        var headless = scene
        headless.series[0].bars.removeFirst()
        var fewer = scene
        fewer.series.removeLast()
        var without = scene
        without.actions.removeFirst()
        var otherSplit = scene
        otherSplit.actions[0].action = .split(new: 3, old: 1)
        var hourly = scene
        hourly.series[0].timeframe = .hour1
        return [
            ("an earlier bar changed", changed), ("an earlier volume changed", volume),
            ("a bar fewer", shorter), ("the first bar gone", headless),
            ("a symbol fewer", fewer), ("an action fewer", without),
            ("another split", otherSplit), ("another timeframe", hourly),
        ]
    }

    @Test(arguments: ["", "1", ":", "AAA/1d:-1:x actions:0:y", "a:99999999999999999999:b c:1:d"])
    func `a name that no replay made is not continued`(_ identity: String) throws {
        let scene = try PaperScene.everything()
        let feed = ReplayFeed(series: scene.series, actions: scene.actions)
        #expect(
            feed.contradiction(of: FeedBinding(kind: "replay", identity: identity), through: nil)
                != nil)
    }

    @Test func `a used account refuses another feed, names the ways out and stays as it is`()
        async throws
    {
        let scene = try PaperScene.everything()
        let ledger = try PaperScene.ledger()
        let feed = ReplayFeed(series: scene.series, actions: scene.actions)
        try await ledger.bindPaper(to: feed.binding)
        try await scene.run(on: ledger)
        let before = try await Books(of: ledger)
        let other = ReplayFeed(series: [scene.series[0]], actions: [])
        await #expect {
            try await ledger.bindPaper(to: other.binding)
        } throws: { error in
            let text = "\(error)"
            return text.contains("reset the paper account")
                && text.contains("use another database")
        }
        #expect(try await Books(of: ledger) == before)
        #expect(try await ledger.openState(.paper).feed == feed.binding)
    }
}

extension PaperScene {
    /// A bar more of each symbol, and a dividend on its day.
    fileprivate mutating func lengthen() throws {
        for index in series.indices {
            let day = Self.sessions[series[index].bars.count].day
            var bar = try #require(series[index].bars.last)
            bar.start = Self.sessions[series[index].bars.count].open
            series[index].bars.append(bar)
            guard index == 0 else { continue }
            actions.append(
                DatedAction(
                    day: day, symbol: series[0].symbol,
                    action: .dividend(perShare: try Price("0.1"))))
        }
    }
}
