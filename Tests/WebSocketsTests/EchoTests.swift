import Testing

@testable import WebSockets

@Suite(.timeLimit(.minutes(1)))
struct EchoTests {
    @Test func `what is sent comes back, text and bytes, small and large`() async throws {
        let messages: [WebSocketMessage] = [
            .text("hello"), .text(""), .binary([]), .binary([0, 255]), .text("price: 10 €"),
            .text(String(repeating: "a", count: 125)), .text(String(repeating: "b", count: 126)),
            .text(String(repeating: "c", count: 65_536)),
            .binary([UInt8](repeating: 7, count: 200_000)),
        ]
        try await TestServer.run { server in
            try await WebSocketClient.connect(to: server.url()) { connection in
                for message in messages {
                    try await connection.send(message)
                    let answer = await connection.messages.first { _ in true }
                    #expect(answer == message)
                }
            }
        }
    }
}
