import AlpacaWire
import WebSockets

/// `/stream`: tells one client what happens to its orders.
///
/// JSON in binary frames, as Alpaca's paper side sends it; MessagePack where it is asked for.
struct TradingSocket: Sendable {
    let exchange: AlpacaExchange
    let isPacked: Bool

    /// How many messages a client may be behind, before it is cut off.
    static let backlogMax = 4_096

    func serve(_ connection: WebSocketConnection) async throws {
        let (messages, line) = AsyncStream.makeStream(
            of: WireTradingMessage.self, bufferingPolicy: .bufferingOldest(Self.backlogMax))
        let number = exchange.openTrading { message in
            guard let message, case .enqueued = line.yield(message) else { return line.finish() }
        }
        defer { exchange.close(number) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await message in messages {
                    try await connection.send(
                        .binary(isPacked ? message.wire.messagePack : message.wire.json))
                }
            }
            group.addTask {
                for await message in connection.messages { take(message, on: number) }
            }
            try await group.next()
            group.cancelAll()
        }
    }

    private func take(_ message: WebSocketMessage, on number: Int) {
        let value = try? message.value(isPacked: isPacked)
        let command = try? value.map { try WireTradingCommand($0) }
        exchange.take(command ?? .unknown("none"), on: number)
    }
}

extension WebSocketMessage {
    /// What it says: text is JSON, bytes are MessagePack where the client speaks that.
    func value(isPacked: Bool) throws(WireFault) -> WireValue {
        switch self {
        case .text(let text): try WireValue.json(Array(text.utf8))
        case .binary(let bytes):
            isPacked ? try WireValue.messagePack(bytes) : try WireValue.json(bytes)
        }
    }
}
