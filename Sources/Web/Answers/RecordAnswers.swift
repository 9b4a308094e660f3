import Domain
import ExactJSON
import Storage

/// An entry of the audit chain; what was done stands in `detail` as an object.
struct AuditAnswer: JSONAnswer {
    let record: AuditRecord

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("id")
            writer.integer(record.id)
            writer.name("time")
            writer.time(record.entry.time)
            writer.name("kind")
            writer.string(record.entry.kind)
            writer.name("detail")
            writeDetail(to: &writer)
            writer.name("hash")
            writer.string(record.hash)
        }
    }

    /// A damaged entry is shown as the text that it is, so that the answer stays JSON.
    private func writeDetail(to writer: inout JSONWriter) {
        let bytes = Array(record.entry.detail.utf8)
        if (try? JSONReader.read(bytes)) != nil {
            writer.raw(bytes)
        } else {
            writer.string(record.entry.detail)
        }
    }
}

/// What a strategy wanted at a moment, and what became of it.
struct SignalAnswer: JSONAnswer {
    let record: SignalRecord

    func write(to writer: inout JSONWriter) {
        let signal = record.signal
        writer.object { writer in
            writer.name("id")
            writer.integer(record.id)
            writer.name("time")
            writer.time(signal.time)
            writer.name("mode")
            writer.string(signal.mode.rawValue)
            writer.name("symbol")
            writer.string(signal.symbol.description)
            writer.name("strategy")
            writer.string(signal.origin.strategy.description)
            writer.name("action")
            writer.string(signal.action)
            writer.name("regime")
            writer.optional(signal.origin.regime)
            writer.name("signal_reason")
            writer.optional(signal.origin.reason)
            writer.name("signal_explanation")
            writer.optional(signal.origin.explanation)
            writer.name("price")
            writer.amount(signal.price)
            writer.name("client_order_id")
            writer.optional(signal.order?.description)
            writer.name("outcome")
            writer.optional(signal.outcome)
        }
    }
}
