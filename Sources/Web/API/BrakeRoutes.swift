import Desk
import Domain
import ExactJSON
import Hummingbird

/// The brakes of one mode; they work whatever mode is active.
struct BrakeRoutes {
    private static let typedMax = 64

    let door: VenueDoor

    func add(to group: RouterGroup<DeskContext>) {
        group.post("halt") { request, context in
            try await use(request, context) { _ in try await door.orders.halt() }
        }
        group.post("resume") { request, context in
            try door.checkConfirmation(request)
            return try await use(request, context, known: ["rearm"]) { fields in
                let typed = try fields.parsed(
                    "rearm", allowed: "\(Brakes.rearmWord); at most \(Self.typedMax) characters"
                ) { $0.unicodeScalars.count <= Self.typedMax ? $0 : nil }
                return try await door.orders.resume(typed: typed)
            }
        }
        group.post("cancel-all") { request, context in
            try await use(request, context, known: ["protection"]) { fields in
                let protection = try fields.flag("protection") ?? false
                return try await door.orders.cancelAll(protection: protection)
            }
        }
        group.post("flatten") { request, context in
            try door.checkConfirmation(request)
            return try await use(request, context) { _ in try await door.orders.flatten() }
        }
    }

    private func use(
        _ request: Request, _ context: DeskContext, known: Set<String> = [],
        _ brake: (FieldReader) async throws -> BrakeOutcome
    ) async throws -> Response {
        let fields = try await BodyReader.fields(of: request, context, known: known)
        do {
            return BrakeAnswer(outcome: try await brake(fields), mode: door.mode).response()
        } catch let fault as TicketFault {
            throw Problem.invalid([fault])
        }
    }
}

/// What a brake did, and what stays open.
struct BrakeAnswer: JSONAnswer {
    let outcome: BrakeOutcome
    let mode: TradingMode

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("mode")
            writer.string(mode.rawValue)
            writer.name("is_halted")
            writer.bool(outcome.brakes.isHalted)
            writer.name("halt_reason")
            writer.optional(outcome.brakes.haltReason)
            writer.name("cancelled")
            writer.array(outcome.cancelled) { $0.string($1.description) }
            writer.name("open_orders")
            writer.array(outcome.openOrders) { writer, order in
                PlacedOrderAnswer(order: order, mode: mode).write(to: &writer)
            }
            writer.name("open_positions")
            writer.array(outcome.held) { writer, held in
                writer.object { writer in
                    writer.name("symbol")
                    writer.string(held.symbol.description)
                    writer.name("side")
                    writer.string(held.side.name)
                    writer.name("qty")
                    writer.amount(held.quantity)
                    writer.name("is_bare")
                    writer.bool(held.isBare)
                }
            }
            writer.name("problems")
            writer.array(outcome.problems) { $0.string($1) }
        }
    }
}
