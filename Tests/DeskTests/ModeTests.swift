import Brokers
import Domain
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Desk

@Suite struct ModeTests {
    @Test func `a new desk is in paper mode, and says that live is not configured`() async throws {
        let scene = try await DeskScene.open()
        let status = try await scene.desk.modes.status()
        #expect(status.active == .paper && status.changedAt == nil && status.epoch == 0)
        #expect(status.paperCash == .paperOpening && status.paperRealized == .zero)
        #expect(status.live == .notConfigured)
        #expect(status.feed.kind == "replay")
    }

    @Test func `going live needs a confirmation, a broker and readiness, in this order`()
        async throws
    {
        let bare = try await DeskScene.open()
        await #expect(throws: ModeError.confirmationRequired) {
            try await bare.desk.modes.activate(.live, confirmsLive: false)
        }
        await #expect(throws: ModeError.notConfigured) {
            try await bare.desk.modes.activate(.live, confirmsLive: true)
        }
        let live = ScriptedLive()
        live.isNotReady("prices are stale")
        let scene = try await DeskScene.open(live: live.venue)
        await #expect(throws: ModeError.confirmationRequired) {
            try await scene.desk.modes.activate(.live, confirmsLive: false)
        }
        await #expect(throws: ModeError.notReady(["prices are stale"])) {
            try await scene.desk.modes.activate(.live, confirmsLive: true)
        }
        #expect(scene.desk.modes.active == .paper)
        live.isNotReady()
        let status = try await scene.desk.modes.activate(.live, confirmsLive: true)
        #expect(status.active == .live && status.epoch == 1)
        #expect(scene.desk.modes.active == .live)
    }

    @Test func `an order reaches only the mode that is active, whoever asks meanwhile`()
        async throws
    {
        let live = ScriptedLive()
        let scene = try await DeskScene.open(live: live.venue)
        await scene.step()
        await #expect(throws: DeskError.notActive(.live)) {
            try await scene.desk.desks.live.place(scene.request("l", .buy, 1))
        }
        _ = try await scene.desk.modes.activate(.live, confirmsLive: true)
        await #expect(throws: DeskError.notActive(.paper)) {
            try await scene.place("p", .buy, 1)
        }
        #expect(live.tickets.isEmpty)
    }

    @Test func `a switch places nothing and cancels nothing, and names what stays`() async throws {
        let live = ScriptedLive()
        let scene = try await DeskScene.open(live: live.venue)
        await scene.step()
        try await scene.place("held", .buy, 10)
        await scene.step()
        try await scene.place("wait", .buy, 10) {
            ($0.type, $0.timeInForce) = (.limit(try Price("50")), .gtc)
        }
        _ = try await scene.desk.modes.activate(.live, confirmsLive: true)
        #expect(live.tickets.isEmpty)
        #expect(await scene.paper.book.openOrders.count == 2)
        let left = try #require(scene.notices.all.last { $0.code == "mode_left" })
        #expect(left.text.contains("2 working orders and positions: 10 AAA"))
        // Paper goes on working what it has.
        await scene.step()
        #expect(await scene.paper.heldSymbols.count == 1)
    }

    @Test func `a switch cancels entries where that is asked`() async throws {
        let scene = try await DeskScene.open(live: ScriptedLive().venue)
        await scene.step()
        try await scene.place("wait", .buy, 10) {
            ($0.type, $0.timeInForce) = (.limit(try Price("50")), .gtc)
        }
        _ = try await scene.desk.modes.activate(
            .live, confirmsLive: true, cancelsEntries: true)
        #expect(await scene.paper.book.openOrders.isEmpty)
    }

    @Test func `the mode outlives a restart, also where its broker is gone`() async throws {
        let scene = try await DeskScene.open(live: ScriptedLive().venue)
        _ = try await scene.desk.modes.activate(.live, confirmsLive: true)
        let again = try await DeskScene.open(ledger: scene.ledger)
        #expect(again.desk.modes.active == .live)
        #expect(try await again.desk.modes.status().live == .notConfigured)
        await #expect(throws: DeskError.noBroker) {
            try await again.desk.desks.live.place(again.request("l", .buy, 1))
        }
        // Back to paper needs nothing.
        #expect(try await again.desk.modes.activate(.paper, confirmsLive: false).active == .paper)
    }

    @Test func `a change is told and audited, and none is where nothing changes`() async throws {
        let scene = try await DeskScene.open(live: ScriptedLive().venue)
        let heard = Heard<ModeStatus>()
        scene.desk.events.listen { event in
            if case .mode(let status) = event { heard.take(status) }
        }
        _ = try await scene.desk.modes.activate(.paper, confirmsLive: false)
        #expect(heard.all.isEmpty)
        _ = try await scene.desk.modes.activate(.live, confirmsLive: true)
        _ = try await scene.desk.modes.activate(.live, confirmsLive: false)
        #expect(heard.all.map(\.active) == [.live])
        #expect(try await scene.ledger.auditRecords().map(\.entry.kind) == ["mode_changed"])
    }
}
