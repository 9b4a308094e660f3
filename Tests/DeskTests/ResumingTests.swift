import Domain
import MarketCalendar
import MarketData
import Storage
import TestSupport
import Testing

@testable import Desk

/// A run that ends anywhere is gone on with as if it had not ended.
struct ResumingTests {
    @Test func `the scene has every kind of order, and all of them do something`() async throws {
        let books = try await PaperScene.everything().books()
        let states = Dictionary(
            uniqueKeysWithValues: books.orders.map { ($0.ticket.id.description, $0.state) })
        #expect(
            states == [
                "market": .filled, "bracket": .filled, "bracket.stop": .cancelled,
                "bracket.target": .filled, "limit-gtc": .filled, "limit-day": .expired,
                "at-close": .filled, "at-close-too": .filled, "sell-part": .filled,
                "trail": .filled, "resting": .filled, "too-many": .rejected, "guarded": .filled,
                "guarded.stop": .filled, "never": .cancelled, "stop-limit": .filled,
                "sell-rest": .filled, "held": .filled, "at-the-end": .working,
            ])
        #expect(books.positions.count == 2)
    }

    @Test func `stopped after any step and gone on with, a run ends as one never stopped`()
        async throws
    {
        let scene = try PaperScene.everything()
        let reference = try await scene.books()
        for steps in 1...scene.replay.reduce(0, { count, _ in count + 1 }) {
            let ledger = try PaperScene.ledger()
            #expect(try await scene.run(on: ledger, steps: steps) == nil)
            #expect(try await ledger.examine().isEmpty, "after \(steps) steps")
            try await scene.run(on: ledger)
            #expect(try await Books(of: ledger) == reference, "after \(steps) steps")
            #expect(try await ledger.examine().isEmpty, "after \(steps) steps")
        }
    }

    @Test func `stopped after every step, again and again, it ends the same`() async throws {
        let scene = try PaperScene.everything()
        let ledger = try PaperScene.ledger()
        // What a step has not written is taken again: the second step of a run gets further.
        var most = 1
        var place: FeedCursor?
        while try await scene.run(on: ledger, steps: most) == nil {
            let reached = try await ledger.openState(.paper).cursor
            most = reached == place ? most + 1 : 1
            place = reached
        }
        #expect(try await Books(of: ledger) == scene.books())
    }

    @Test func `day by day is the same as all at once`() async throws {
        let scene = try PaperScene.everything()
        let ledger = try PaperScene.ledger()
        for session in PaperScene.sessions {
            try await scene.run(on: ledger, through: session.open)
            try await scene.run(on: ledger, through: session.close)
        }
        #expect(try await Books(of: ledger) == scene.books())
    }

    @Test func `a second run with the same script does nothing`() async throws {
        let scene = try PaperScene.everything()
        let ledger = try PaperScene.ledger()
        try await scene.run(on: ledger)
        let before = try await Books(of: ledger)
        let sequence = try await ledger.openState(.paper).sequence
        let outcome = try #require(try await scene.run(on: ledger))
        #expect(outcome.steps == 0 && outcome.orders == 0 && outcome.fills == 0)
        #expect(try await Books(of: ledger) == before)
        #expect(try await ledger.openState(.paper).sequence == sequence)
    }

    @Test func `with bars added at the end it goes on`() async throws {
        let whole = try PaperScene.everything()
        var part = whole
        for index in part.series.indices { part.series[index].bars.removeLast(5) }
        let ledger = try PaperScene.ledger()
        let outcome = try #require(try await part.run(on: ledger))
        #expect(outcome.notDue.count == 4)  // Those of days 10 to 13, less the one at the end.
        try await whole.run(on: ledger)
        #expect(try await Books(of: ledger) == whole.books())
    }

    @Test func `closing orders of two symbols share the cash in one order, stopped or not`()
        async throws
    {
        var scene = PaperScene()
        try scene.trade("AAA", Array(repeating: "100 101 99 100", count: 5))
        try scene.trade("BBB", Array(repeating: "100 101 99 100", count: 5))
        try scene.order("held", .buy, 1, "BBB", at: 0)
        // Cash for one of the two only.
        try scene.order("close-b", .buy, 900, "BBB", at: 2) { $0.timeInForce = .cls }
        try scene.order("close-a", .buy, 900, "AAA", at: 2) { $0.timeInForce = .cls }
        let reference = try await scene.books()
        let states = ["close-a", "close-b"].map { reference.order($0)?.state }
        #expect(Set(states) == [.filled, .rejected])
        let ledger = try PaperScene.ledger()
        try await scene.run(on: ledger, through: PaperScene.close(2))
        try await scene.run(on: ledger)
        #expect(try await Books(of: ledger) == reference)
    }
}
