import Desk
import ExactJSON
import Hummingbird
import Storage

/// Whether the desk lives, and whether it can work.
struct HealthRoutes {
    let desk: TradingDesk

    func add(to router: Router<DeskContext>) {
        router.get("healthz") { _, _ in Health(status: "ok").response() }
        router.get("readyz") { _, _ in
            _ = try await desk.ledger.modeState()
            return Health(status: "ready").response()
        }
    }
}

private struct Health: JSONAnswer {
    let status: String

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("status")
            writer.string(status)
        }
    }
}
