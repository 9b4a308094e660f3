import Desk
import Domain
import TestSupport
import Testing
import WebSockets

@testable import Web

@Suite struct PushTests {
    @Test func `a page is greeted with the mode, and what it is told then is numbered from there`()
        async throws
    {
        let web = try await WebScene.open()
        try await web.live { port in
            try await WebScene.page(at: port) { page in
                let hello = try await page.next()
                #expect(hello["type"] == "mode" && hello["data.active_mode"] == "paper")
                #expect(hello["mode"] == "paper" && hello["seq"] == "0")
                #expect(hello["t"]?.count == 19 && hello["market_time"] != nil)
                try await web.scene.place("a", .buy, 10)
                await web.scene.step()
                let placed = try await page.next("order")
                #expect(placed["seq"] == "1" && placed["stream"] == hello["stream"])
                #expect(placed["data.client_order_id"] == "a")
                #expect(placed["data.status"] == "working")
                // The entry, and the stop that came into being with it.
                let booked = [try await page.next("order"), try await page.next("order")]
                #expect(booked.map { $0["seq"] } == ["2", "3"])
                #expect(Set(booked.map { $0["data.status"] }) == ["filled", "working"])
            }
        }
    }

    @Test func `quotes and values come as they change, unnumbered, and a position's end too`()
        async throws
    {
        let web = try await WebScene.open()
        try await web.live { port in
            try await WebScene.page(at: port) { page in
                _ = try await page.next()
                try await web.scene.place("a", .buy, 10)
                await web.scene.step()
                let quote = try await page.next("quote")
                #expect(quote["seq"] == nil && quote["data.symbol"] == "AAA")
                #expect(quote["data.last"] == "100.5" && quote["data.feed"] == "replay")
                let account = try await page.next("account")
                #expect(account["data.equity"] == "100005" && account["seq"] == nil)
                let position = try await page.next("position")
                #expect(position["data.qty"] == "10" && position["data.unrealized_pnl"] == "5")
                try await web.scene.place("b", .sell, 10)
                await web.scene.step()
                var last = try await page.next("position")
                while last["data.qty"] != "0" { last = try await page.next("position") }
                #expect(last["data.symbol"] == "AAA")
            }
        }
    }

    @Test func `a snapshot tells both modes at the number it was made, once a second at most`()
        async throws
    {
        let web = try await WebScene.open()
        try await web.scene.place("a", .buy, 10)
        await web.scene.step()
        try await web.live { port in
            try await WebScene.page(at: port) { page in
                let start = ContinuousClock.now
                for _ in 0..<2 { try await page.connection.send(#"{"op": "snapshot"}"#) }
                let first = try await page.next("snapshot")
                #expect(first["seq"] == "0" && first["data.mode.active_mode"] == "paper")
                #expect(first.all("data.paper.positions", "symbol") == ["AAA"])
                #expect(first.all("data.paper.quotes", "symbol") == ["AAA"])
                #expect(first.count("data.live.positions") == 0)
                _ = try await page.next("snapshot")
                #expect(ContinuousClock.now - start >= .seconds(1))
            }
        }
    }

    @Test func `a change of mode, a pause and a notice reach every page under the same number`()
        async throws
    {
        let web = try await WebScene.open(live: ScriptedLive().venue)
        try await web.live { port in
            let told = try await WebScene.page(at: port) { first in
                _ = try await first.next()
                let numbers = try await WebScene.page(at: port) { second in
                    _ = try await second.next()
                    _ = try await web.scene.desk.modes.activate(.live, confirmsLive: true)
                    _ = await web.scene.desk.feed.pause()
                    let mode = try await second.next("mode")
                    #expect(mode["mode"] == "live" && mode["data.active_mode"] == "live")
                    return [mode["seq"], try await second.next("feed")["seq"]]
                }
                #expect(try await first.next("mode")["seq"] == numbers[0])
                return [numbers[1], try await first.next("feed")["seq"]]
            }
            #expect(told[0] == told[1] && told[0] != nil)
        }
    }

    @Test func `a page that does not read is let go with 4408, and the desk goes on`() async throws
    {
        let web = try await WebScene.open()
        try await web.live { port in
            try await WebScene.page(at: port) { page in
                _ = try await page.next()
                // Far more than the line, the system's buffers and both sides' bounds hold.
                let text = String(repeating: "x", count: 4_000)
                for index in 0..<12_000 {
                    web.scene.desk.events.publish(.notice(Notice(.info, "n\(index)", text)))
                    if index.isMultiple(of: 500) { await Task.yield() }
                }
                let closing = try await page.end()
                #expect(closing.code == PushRoute.tooSlow, "\(closing)")
            }
            let hello = try await WebScene.page(at: port) { try await $0.next() }
            #expect(hello["type"] == "mode")
        }
    }

    @Test(arguments: ["rubbish", #"{"op": "buy"}"#, #"{"op": "snapshot", "x": 1}"#, "[]"])
    func `who says anything but a known wish is let go`(_ text: String) async throws {
        let web = try await WebScene.open()
        try await web.live { port in
            let closing = try await WebScene.page(at: port) { page in
                try await page.connection.send(text)
                return try await page.end()
            }
            #expect(closing.code == .policyViolation)
        }
    }

    @Test func `a page of another site does not hear a word`() async throws {
        let web = try await WebScene.open()
        try await web.live { port in
            for origin in ["http://evil.example", "null", "https://127.0.0.1:\(port)"] {
                await #expect(throws: WebSocketConnectError.self, "\(origin)") {
                    try await WebScene.page(at: port, headers: ["Origin": origin]) { page in
                        try await page.next()
                    }
                }
            }
            let own = ["Origin": "http://127.0.0.1:\(port)"]
            let hello = try await WebScene.page(at: port, headers: own) { try await $0.next() }
            #expect(hello["type"] == "mode")
        }
    }

    @Test func `numbered messages are never left out, the rest keeps its newest`() {
        let lanes = PushLanes()
        for index in 0..<3 {
            lanes.put(PushMessage(lane: .numbered, text: "n\(index)"))
            lanes.put(PushMessage(lane: .newest("a"), text: "a\(index)"))
        }
        #expect(lanes.take().map(\.text) == ["n0", "n1", "n2", "a2"])
        #expect(lanes.take().isEmpty)
    }

    @Test func `a line that is full holds nothing any more`() {
        let lanes = PushLanes()
        for index in 0...PushLanes.depth {
            lanes.put(PushMessage(lane: .numbered, text: "\(index)"))
        }
        lanes.put(PushMessage(lane: .newest("a"), text: "a"))
        #expect(lanes.take().isEmpty)
    }
}
