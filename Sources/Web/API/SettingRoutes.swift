import Desk
import Domain
import ExactJSON
import Hummingbird

/// The desk's settings.
struct SettingRoutes {
    let settings: SettingsDesk

    func add(to group: RouterGroup<DeskContext>) {
        group.get("settings") { request, _ in
            try QueryReader(request).check()
            return ListAnswer(items: try await settings.lines().map(SettingAnswer.init)).response()
        }
        group.put("settings") { request, context in try await change(request, context) }
    }

    private func change(_ request: Request, _ context: DeskContext) async throws -> Response {
        let names = SettingsDesk.names
        let fields = try await BodyReader.fields(of: request, context, known: names)
        var values: [String: String] = [:]
        do throws(TicketFault) {
            for name in names where fields.has(name) {
                values[name] = try fields.value(name)
            }
            guard !values.isEmpty else {
                let known = names.sorted().joined(separator: ", ")
                throw TicketFault("body", "needs at least one of \(known)")
            }
        } catch {
            throw Problem.invalid([error])
        }
        let lines = try await settings.change(values)
        return ListAnswer(items: lines.map(SettingAnswer.init)).response()
    }
}

/// A setting with what it means.
struct SettingAnswer: JSONAnswer {
    let line: SettingLine

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("key")
            writer.string(line.key)
            writer.name("value")
            writer.string(line.value)
            writer.name("standard")
            writer.string(line.standard)
            writer.name("allowed")
            writer.string(line.allowed)
            writer.name("meaning")
            writer.string(line.meaning)
            writer.name("needs_restart")
            writer.bool(line.needsRestart)
        }
    }
}
