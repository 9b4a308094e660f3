import AlpacaWire
import WebSockets

/// `/v2/iex`: tells one client what happens in the market, in JSON or in MessagePack.
struct DataSocket: Sendable {
    let exchange: AlpacaExchange
    let isPacked: Bool
    /// Whether the account may have the feed.
    let isIncluded: Bool
    /// How many frames the client may be behind, before it is told so and cut off.
    let backlogMax: Int
    let sleep: @Sendable (Int64) async -> Void

    /// How long a client may take to say who it is.
    static let authenticationNanoseconds: Int64 = 5_000_000_000

    func serve(_ connection: WebSocketConnection) async throws {
        let (messages, line) = AsyncThrowingStream.makeStream(
            of: [WireDataMessage].self, bufferingPolicy: .bufferingOldest(backlogMax))
        let number = exchange.openData(isIncluded: isIncluded) { batch in
            guard let batch else { return line.finish() }
            if case .dropped = line.yield(batch) { line.finish(throwing: SlowClient()) }
        }
        defer { exchange.close(number) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    for try await batch in messages { try await connection.send(frame(batch)) }
                } catch is SlowClient {
                    try await connection.send(frame([.error(code: 407, message: "slow client")]))
                }
            }
            group.addTask {
                for await message in connection.messages {
                    let value = try? message.value(isPacked: isPacked)
                    exchange.take(value.flatMap { try? WireDataCommand($0) }, on: number)
                }
            }
            group.addTask {
                await sleep(Self.authenticationNanoseconds)
                exchange.endUnlessKnown(number)
                _ = try await connection.end()
            }
            try await group.next()
            group.cancelAll()
        }
    }

    private func frame(_ batch: [WireDataMessage]) -> WebSocketMessage {
        let list = WireValue.list(batch.map(\.wire))
        return isPacked
            ? .binary(list.messagePack) : .text(String(decoding: list.json, as: UTF8.self))
    }
}

/// More waits for a client than is kept for it.
private struct SlowClient: Error {}
