import Desk
import Domain
import ExactJSON
import Hummingbird
import Storage

/// Which mode is active.
struct ModeRoutes {
    let modes: TradingModeManager

    func add(to group: RouterGroup<DeskContext>) {
        group.get("mode") { request, _ in
            try QueryReader(request).check()
            return ModeAnswer(status: try await modes.status()).response()
        }
        group.get("mode/readiness") { request, _ in
            try QueryReader(request).check()
            return ReadinessAnswer(readiness: await modes.liveReadiness()).response()
        }
        group.post("mode") { request, context in try await change(request, context) }
    }

    private func change(_ request: Request, _ context: DeskContext) async throws -> Response {
        let fields = try await BodyReader.fields(
            of: request, context, known: ["mode", "confirm_live", "cancel_entries"])
        let (mode, confirms, cancels): (TradingMode, Bool, Bool)
        do throws(TicketFault) {
            let named = try fields.parsed("mode", allowed: "paper and live") {
                TradingMode(rawValue: $0)
            }
            guard let named else { throw TicketFault("mode", "is missing") }
            mode = named
            confirms = try fields.flag("confirm_live") ?? false
            cancels = try fields.flag("cancel_entries") ?? false
        } catch {
            throw Problem.invalid([error])
        }
        do throws(ModeError) {
            let status = try await modes.activate(
                mode, confirmsLive: confirms, cancelsEntries: cancels)
            return ModeAnswer(status: status).response()
        } catch {
            throw Problem(error)
        }
    }
}

extension Problem {
    /// Why the mode stays as it is.
    init(_ error: ModeError) {
        switch error {
        case .confirmationRequired:
            self.init(
                .badRequest, "live_confirmation_required",
                "live trading uses real money: confirm it with confirm_live: true")
        case .notConfigured:
            self.init(
                .conflict, "live_broker_not_configured",
                "no live broker is configured: its keys are missing")
        case .notReady(let reasons):
            self.init(
                .conflict, "live_not_ready",
                "live is not ready: \(reasons.joined(separator: "; "))")
            members = [
                Member(name: "reasons") { writer in writer.array(reasons) { $0.string($1) } }
            ]
        case .unavailable(let why): self.init(.serviceUnavailable, "storage_unavailable", why)
        }
    }
}
