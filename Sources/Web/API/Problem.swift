import Desk
import Domain
import ExactJSON
import Hummingbird

/// An error as the API tells it (RFC 9457), with a stable word and, for input, the fields at fault.
struct Problem: Error, Sendable {
    /// The HTTP status.
    let status: HTTPResponse.Status
    /// A stable word for programs, such as `order_refused`.
    let code: String
    /// What is wrong with this request, in a sentence.
    let detail: String
    /// The fields at fault; empty where it is none.
    var errors: [TicketFault] = []
    /// Further members, by name.
    var members: [Member] = []
    /// Further header fields, such as `Allow`.
    var headers: HTTPFields = [:]

    /// A member beyond the standard ones.
    struct Member: Sendable {
        let name: StaticString
        let write: @Sendable (inout JSONWriter) -> Void
    }

    init(_ status: HTTPResponse.Status, _ code: String, _ detail: String) {
        self.status = status
        self.code = code
        self.detail = detail
    }

    /// An ordinary request to where only a WebSocket is.
    static let webSocketOnly: Problem = {
        var problem = Problem(
            .upgradeRequired, "web_socket_only", "open a WebSocket here to hear what happens")
        problem.headers = [.upgrade: "websocket"]
        return problem
    }()

    /// A body whose fields cannot be.
    static func invalid(_ faults: [TicketFault], code: String = "invalid_request") -> Problem {
        let detail = faults.map(\.description).joined(separator: "; ")
        var problem = Problem(.unprocessableContent, code, detail)
        problem.errors = faults
        return problem
    }
}

extension Problem: HTTPResponseError {
    func response(from request: Request, context: some RequestContext) -> Response {
        var writer = JSONWriter()
        writer.object { writer in
            writer.name("type")
            writer.string("https://tandem.invalid/problems/\(code)")
            writer.name("title")
            writer.string(status.reasonPhrase)
            writer.name("status")
            writer.integer(Int64(status.code))
            writer.name("detail")
            writer.string(detail)
            writer.name("code")
            writer.string(code)
            if !errors.isEmpty {
                writer.name("errors")
                writer.array(errors) { writer, fault in
                    writer.object { writer in
                        writer.name("field")
                        writer.string(fault.field)
                        writer.name("message")
                        writer.string(fault.message)
                    }
                }
            }
            for member in members {
                writer.name(member.name)
                member.write(&writer)
            }
        }
        var fields = headers
        fields[.contentType] = "application/problem+json"
        return Response(
            status: status, headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: writer.bytes)))
    }
}

extension Problem {
    /// What a desk did not do.
    init(_ error: DeskError) {
        switch error {
        case .invalid(let fault): self = .invalid([fault])
        case .priceStep(let fault): self = .invalid([fault], code: "price_step")
        case .conflict:
            self.init(.conflict, "client_order_id_conflict", error.description)
        case .notActive(let mode):
            self.init(.badRequest, "not_in_\(mode.rawValue)_mode", error.description)
        case .refused(let refusal):
            self.init(.unprocessableContent, "order_refused", refusal.message)
            let check = refusal.check
            members = [Member(name: "check") { $0.string(check) }]
        case .notFound: self.init(.notFound, "not_found", error.description)
        case .notWorking: self.init(.conflict, "order_not_working", error.description)
        case .tooManyBacktests:
            self.init(.conflict, "too_many_backtests", error.description)
        case .notRearmed: self.init(.conflict, "rearm_required", error.description)
        case .noBroker: self.init(.conflict, "live_broker_not_configured", error.description)
        case .brokerRefused: self.init(.unprocessableContent, "broker_refused", error.description)
        case .unavailable:
            self.init(.serviceUnavailable, "storage_unavailable", error.description)
        }
    }
}
