import Foundation
import Synchronization
import Testing

/// A desk that is killed at any moment, under load, again and again.
@Suite struct SuddenEndTests {
    /// How often it is killed.
    private static let kills = 200

    @Test func `after 200 kills under load every acknowledged order is there, once`() async throws {
        let terminal = try Terminal()
        let acknowledged = Acknowledged()
        var chance = SystemRandomNumberGenerator()
        var cursors: [Int] = []
        for round in 0..<Self.kills {
            if round > 0 { cursors.append(try Self.cursor(of: terminal)) }
            let desk = try await ServedDesk(terminal, "--speed", "20")
            if round == 0 { try await Self.leaveStanding(at: desk) }
            try await Self.check(acknowledged.all, at: desk, upTo: 5)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<4 {
                    group.addTask {
                        await Self.trade(as: "\(round)-\(client)", at: desk, acknowledged)
                    }
                }
                try await Task.sleep(for: .milliseconds(Int.random(in: 5...250, using: &chance)))
                desk.launch.signal(SIGKILL)
                desk.launch.wait()
                try await group.waitForAll()
            }
        }
        #expect(cursors == cursors.sorted(), "market time went back")
        #expect(Set(cursors).count > Self.kills / 2, "market time stood still")
        let all = acknowledged.all
        #expect(all.count > Self.kills)
        let desk = try await ServedDesk(terminal, "--speed", "step")
        try await Self.check(all, at: desk, upTo: all.count)
        let open = try await desk.get("/api/paper/orders?status=open").text
        for name in ["bracket.stop", "bracket.target", "far"] {
            #expect(open.contains("\"\(name)\""))
        }
        #expect(try terminal.isHealthy())
    }

    /// The written place of the feed, at which a restart goes on.
    private static func cursor(of terminal: Terminal) throws -> Int {
        let sqlite = try Launch(
            "/usr/bin/sqlite3",
            [terminal.database, "SELECT cursor_ns FROM paper_epochs ORDER BY epoch DESC LIMIT 1"],
            in: terminal)
        return try #require(
            Int(sqlite.output.trimmingCharacters(in: .whitespacesAndNewlines)), "\(sqlite.errors)")
    }

    /// What must survive all: a bracket on a position, and a limit far from the market.
    private static func leaveStanding(at desk: ServedDesk) async throws {
        let far = #", "limit_price": 1, "time_in_force": "gtc", "client_order_id": "far""#
        let legs = #", "stop_loss": 1, "take_profit": 100000"#
        let bracket = legs + #", "time_in_force": "gtc", "client_order_id": "bracket""#
        let limit = try await desk.ask(
            "POST", "/api/paper/orders",
            #"{"symbol": "SPY", "qty": 1, "side": "buy", "order_type": "limit"\#(far)}"#)
        #expect(limit.status == 201, "\(limit.text)")
        let entry = try await desk.order("buy", 1, "SPY", bracket)
        #expect(entry.status == 201, "\(entry.text)")
        var open = ""
        for _ in 0..<300 where !open.contains("bracket.target") {
            try await Task.sleep(for: .milliseconds(10))
            open = try await desk.get("/api/paper/orders?status=open").text
        }
    }

    /// Buys and sells by turns until the desk is gone; each name is tried twice.
    private static func trade(
        as name: String, at desk: ServedDesk, _ acknowledged: Acknowledged
    ) async {
        for index in 0..<10_000 {
            let side = index.isMultiple(of: 2) ? "buy" : "sell"
            let id = ", \"client_order_id\": \"k-\(name)-\(index)\""
            for status in [201, 200] {
                guard let reply = try? await desk.order(side, 1, "AAPL", id) else { return }
                // A sell may come before its buy has filled.
                guard reply.status == status else { break }
                guard let order = try? reply.json(OrderReply.self) else { return }
                acknowledged.note(order)
            }
        }
    }

    /// The newest of what was acknowledged is there, under its number and its name.
    private static func check(
        _ orders: [Int: OrderReply], at desk: ServedDesk, upTo count: Int
    ) async throws {
        for order in orders.values.sorted(by: { $0.order_id > $1.order_id }).prefix(count) {
            let reply = try await desk.get("/api/paper/orders/\(order.order_id)")
            try #require(reply.status == 200, "\(order) is lost: \(reply.text)")
            let found: OrderReply = try reply.json()
            #expect(found.client_order_id == order.client_order_id)
        }
        let names = Set(orders.values.map(\.client_order_id))
        #expect(names.count == orders.count)
    }
}

/// The orders that were answered with success, by their number.
private final class Acknowledged: Sendable {
    private let orders = Mutex<[Int: OrderReply]>([:])

    var all: [Int: OrderReply] { orders.withLock { $0 } }

    func note(_ order: OrderReply) { orders.withLock { $0[order.order_id] = order } }
}
