import Domain
import ExactJSON

/// What a message tells of, as the word that it carries.
enum PushType: String {
    case mode, quote, position, order, trade, account, notice, feed, backtest, snapshot
}

/// How a message reaches a client that is behind.
enum PushLane: Hashable, Sendable {
    /// Each one counts: numbered, in order, none left out.
    case numbered
    /// Only the newest of this name counts.
    case newest(String)
}

/// A message, encoded once for all clients.
struct PushMessage: Sendable {
    let lane: PushLane
    let text: String
}

/// What every message says besides its data.
struct PushEnvelope {
    /// This server's run: numbers of two streams do not compare.
    let stream: String
    /// The message's number; nil where only the newest counts.
    let number: Int64?
    let mode: TradingMode
    let marketTime: Timestamp
    /// Wall time of the encoding.
    let sentAt: Timestamp

    /// The message as JSON text.
    func text(_ type: PushType, _ data: some JSONAnswer) -> String {
        var writer = JSONWriter(capacity: 640)
        writer.object { writer in
            writer.name("stream")
            writer.string(stream)
            if let number {
                writer.name("seq")
                writer.integer(number)
            }
            writer.name("mode")
            writer.string(mode.rawValue)
            writer.name("market_time")
            writer.time(marketTime)
            writer.name("t")
            writer.integer(sentAt.nanoseconds)
            writer.name("type")
            writer.string(type.rawValue)
            writer.name("data")
            data.write(to: &writer)
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
