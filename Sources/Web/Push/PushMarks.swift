import Desk
import Domain
import Logging
import ServiceLifecycle
import Storage

/// Tells open pages what positions and accounts are worth as prices move.
///
/// However many quotes come, it looks ten times a second at most: nobody reads faster.
struct PushMarks: Service {
    /// How long it rests after a look.
    static let pause = Duration.milliseconds(100)

    let hub: PushHub
    let paper: VenueDoor
    let live: VenueDoor
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in hub.stale.signals {
                for (mode, changes) in hub.stale.take() where hub.clientCount > 0 {
                    do {
                        try await tell(changes, of: mode == .paper ? paper : live)
                    } catch {
                        logger.error("positions could not be read", metadata: ["error": "\(error)"])
                    }
                }
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    private func tell(_ changes: StaleMarks.Changes, of door: VenueDoor) async throws {
        guard door.isConfigured else { return }
        let held = Set(await door.orders.heldSymbols.map(\.symbol))
        let symbols = changes.traded.union(changes.priced.intersection(held))
        guard !symbols.isEmpty else { return }
        let (mode, positions) = (door.mode, try await door.positionAnswers())
        hub.tell(.account, "", of: mode, try await door.accountAnswer().forPages)
        for answer in positions where symbols.contains(answer.position.symbol) {
            hub.tell(.position, answer.position.symbol.description, of: mode, answer.forPages)
        }
        for symbol in changes.traded.subtracting(positions.map(\.position.symbol)) {
            hub.tell(.position, symbol.description, of: mode, NoPositionAnswer(symbol: symbol))
        }
    }
}
