import Desk
import ExactJSON

/// What live needs, and how each of it stands.
struct ReadinessAnswer: JSONAnswer {
    let readiness: LiveReadiness

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("is_ready")
            writer.bool(readiness.isReady)
            writer.name("items")
            writer.array(readiness.items) { writer, item in
                writer.object { writer in
                    writer.name("name")
                    writer.string(item.name.rawValue)
                    writer.name("meaning")
                    writer.string(item.name.meaning)
                    writer.name("is_met")
                    writer.bool(item.isMet)
                    writer.name("reasons")
                    writer.array(item.reasons) { $0.string($1) }
                }
            }
        }
    }
}
