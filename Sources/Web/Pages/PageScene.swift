import Desk
import Domain
import Hummingbird
import Storage

/// One request for a page, with all that answering it needs.
struct PageScene {
    let request: Request
    let context: DeskContext
    let desk: TradingDesk
    let door: VenueDoor
    let visit: PageVisit
    let templates: PageTemplates

    /// A page of a template.
    func show(_ template: String, _ page: some Sendable) -> Response {
        templates.response(of: template, page, session: visit.session)
    }

    /// A page that asks before something is done.
    func sheet(
        _ template: String, title: String, _ content: some Sendable
    ) async throws -> Response {
        show(template, SheetPage(frame: try await frame(title), sheet: content))
    }

    /// A page that says what went wrong.
    func message(_ problem: Problem) async throws -> Response {
        let heading = problem.status == .notFound ? "Not found" : "That cannot be shown"
        let page = MessagePage(
            frame: try await frame(heading), heading: heading,
            text: problem.detail.prefix(1).uppercased() + problem.detail.dropFirst() + ".")
        return templates.response(
            of: "message", page, session: visit.session, status: problem.status)
    }

    func frame(_ title: String) async throws -> PageFrame {
        try await FrameBuilder(desk: desk, door: door, visit: visit).frame(title: title, path: "")
    }

    /// A parameter of the address; nil where it is empty.
    func parameter(_ name: String) -> String? {
        request.uri.queryParameters[Substring(name)].flatMap {
            $0.isEmpty ? nil : String($0)
        }
    }

    /// A number that names something.
    func number(_ name: String) throws(Problem) -> Int64 {
        guard let number = parameter(name).flatMap({ Int64($0) }), number > 0 else {
            throw Problem(.notFound, "not_found", "the address names no \(name)")
        }
        return number
    }

    func symbol(_ name: String = "symbol") throws(Problem) -> Symbol {
        guard let symbol = parameter(name).flatMap({ Symbol($0.uppercased()) }) else {
            throw Problem(.notFound, "not_found", "the address names no \(name)")
        }
        return symbol
    }

    var timeframe: Timeframe? { parameter("timeframe").flatMap { Timeframe(rawValue: $0) } }
}
