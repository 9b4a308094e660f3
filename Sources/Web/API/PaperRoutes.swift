import Brokers
import Desk
import Domain
import ExactJSON
import Hummingbird
import Storage

/// What only paper can: start over, and move its market.
struct PaperRoutes {
    let desk: TradingDesk

    func add(to group: RouterGroup<DeskContext>) {
        group.post("reset") { request, context in try await reset(request, context) }
        group.post("feed") { request, context in try await move(request, context) }
        group.get("feed") { request, _ in
            try QueryReader(request).check()
            return FeedAnswer(state: await desk.feed.state).response()
        }
        group.get("epochs") { request, _ in
            try QueryReader(request).check()
            return ListAnswer(items: try await desk.ledger.paperEpochs().map(EpochAnswer.init))
                .response()
        }
    }

    private func reset(_ request: Request, _ context: DeskContext) async throws -> Response {
        let fields = try await BodyReader.fields(of: request, context, known: ["initial_balance"])
        let balance: Money
        do throws(TicketFault) {
            balance = try ResetAnswer.checked(try fields.amount("initial_balance"))
        } catch {
            throw Problem.invalid([error])
        }
        do throws(BrokerError) {
            try await desk.paperBroker.reset(openingCash: balance)
        } catch {
            throw Problem(.serviceUnavailable, "storage_unavailable", error.description)
        }
        return ResetAnswer(
            epoch: await desk.desks.paper.book.epoch, balance: balance
        ).response()
    }

    private func move(_ request: Request, _ context: DeskContext) async throws -> Response {
        let known: Set = ["pause", "resume", "advance", "speed"]
        let fields = try await BodyReader.fields(of: request, context, known: known)
        do {
            return FeedAnswer(state: try await moved(fields)).response()
        } catch let fault as TicketFault {
            throw Problem.invalid([fault])
        }
    }

    private func moved(_ fields: FieldReader) async throws -> FeedState {
        let asked = ["pause", "resume", "advance", "speed"].filter(fields.has)
        guard asked.count == 1 else {
            throw TicketFault("body", "needs one of pause, resume, advance and speed")
        }
        switch asked[0] {
        case "pause", "resume":
            guard try fields.flag(asked[0]) == true else {
                throw TicketFault(asked[0], "must be true")
            }
            return asked[0] == "pause" ? await desk.feed.pause() : await desk.feed.resume()
        case "advance":
            let count = try fields.integer("advance", in: 1...FeedRunner.advanceMax) ?? 1
            return await desk.feed.advance(Int(count))
        default:
            let allowed = "max, step, or a number above 0 and up to 1000000"
            guard let text = try fields.digits("speed"), let speed = FeedSpeed(text) else {
                throw TicketFault("speed", "cannot be so; allowed are \(allowed)")
            }
            return await desk.feed.setSpeed(speed)
        }
    }
}

/// What a reset came to.
struct ResetAnswer: JSONAnswer {
    /// The least and the most that an account may open with.
    static let least = Money(nanos: 1_000_000_000)
    static let most = Money(nanos: 1_000_000_000_000_000_000)

    let epoch: Int64
    let balance: Money

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("success")
            writer.bool(true)
            writer.name("epoch")
            writer.integer(epoch)
            writer.name("paper_balance")
            writer.amount(balance)
        }
    }
}

/// A paper account from its opening to its reset.
struct EpochAnswer: JSONAnswer {
    let epoch: PaperEpoch

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("epoch")
            writer.integer(epoch.id)
            writer.name("started_at")
            writer.time(epoch.startedAt)
            writer.name("opening_cash")
            writer.amount(epoch.openingCash)
            writer.name("feed")
            writer.optional(epoch.feed?.kind)
        }
    }
}
