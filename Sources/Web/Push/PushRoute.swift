import Desk
import Domain
import ExactJSON
import WebSockets

/// `/ws`: tells one page what happens, and answers its wish for a snapshot.
struct PushRoute: Sendable {
    /// The path.
    static let path = "/ws"
    /// The code that says: you were too slow, ask for a snapshot.
    static let tooSlow = WebSocketCloseCode(rawValue: 4408)
    /// How often a client may have a snapshot.
    static let snapshotPause = Duration.seconds(1)

    let hub: PushHub
    let paper: VenueDoor
    let live: VenueDoor
    let modes: TradingModeManager

    /// Runs until the client leaves, breaks the rules or is too slow.
    func serve(_ connection: WebSocketConnection) async throws {
        let (number, lanes) = hub.join()
        defer { hub.leave(number) }
        let hello = ModeAnswer(status: try await modes.status())
        try await connection.send(hub.text(.mode, hello))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await send(lanes, to: connection) }
            group.addTask { try await answer(connection) }
            group.addTask {
                for await _ in lanes.overflows {
                    await connection.close(Self.tooSlow, reason: "too slow: ask for a snapshot")
                }
            }
            try await group.next()
            group.cancelAll()
        }
    }

    private func send(_ lanes: PushLanes, to connection: WebSocketConnection) async throws {
        for await _ in lanes.signals {
            for message in lanes.take() { try await connection.send(message.text) }
        }
    }

    /// Answers one wish after the other, and reads no further meanwhile.
    private func answer(_ connection: WebSocketConnection) async throws {
        for await message in connection.messages {
            guard Self.isSnapshotWish(message) else {
                return await connection.close(
                    .policyViolation, reason: #"known is {"op":"snapshot"}"#)
            }
            try await connection.send(hub.text(.snapshot, try await snapshot()))
            try await Task.sleep(for: Self.snapshotPause)
        }
    }

    private static func isSnapshotWish(_ message: WebSocketMessage) -> Bool {
        guard case .text(let text) = message, text.utf8.count <= 100,
            case .object(let wish) = try? JSONReader.read(Array(text.utf8))
        else { return false }
        return wish.fields.count == 1 && wish.fields["op"] == .string("snapshot")
    }

    private func snapshot() async throws -> SnapshotAnswer {
        SnapshotAnswer(
            mode: ModeAnswer(status: try await modes.status()),
            paper: try await venue(paper), live: try await venue(live))
    }

    private func venue(_ door: VenueDoor) async throws -> VenueSnapshot {
        VenueSnapshot(
            account: try await door.accountAnswer().forPages,
            positions: try await door.positionAnswers().map(\.forPages),
            quotes: door.quoteAnswers().map(\.forPages))
    }
}
