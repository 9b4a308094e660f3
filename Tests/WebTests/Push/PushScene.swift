import ExactJSON
import Hummingbird
import HummingbirdTesting
import Testing
import WebSockets

@testable import Web

extension WebScene {
    /// Serves the scene on a port of its own while `body` runs.
    func live(_ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        try await server.application().test(.live) { client in
            try await body(try #require(client.port))
        }
    }

    /// Opens `/ws` as a page does, and closes it after `body`.
    static func page<Outcome: Sendable>(
        at port: Int, headers: [String: String] = [:],
        _ body: @escaping @Sendable (inout PushReader) async throws -> Outcome
    ) async throws -> Outcome {
        var options = WebSocketClientOptions()
        options.headers = headers
        let url = try #require(WebSocketURL("ws://127.0.0.1:\(port)/ws"))
        return try await WebSocketClient.connect(to: url, options: options) { connection in
            var reader = PushReader(connection)
            return try await body(&reader)
        }
    }
}

/// The messages that a page gets, one after the other.
struct PushReader {
    let connection: WebSocketConnection
    private var messages: WebSocketMessages.AsyncIterator

    init(_ connection: WebSocketConnection) {
        self.connection = connection
        messages = connection.messages.makeAsyncIterator()
    }

    /// The next message.
    mutating func next() async throws -> Answer {
        guard case .text(let text)? = await messages.next() else {
            throw PushEnd(closing: connection.closing)
        }
        return Answer(status: 0, headers: [:], body: text)
    }

    /// The next message of a type; those before it are passed over.
    mutating func next(_ type: String) async throws -> Answer {
        while true {
            let message = try await next()
            if message["type"] == type { return message }
        }
    }

    /// How the connection ended, once all messages are read.
    mutating func end() async throws -> WebSocketClosing {
        while await messages.next() != nil {}
        return try await connection.end()
    }
}

/// No message came any more.
struct PushEnd: Error {
    let closing: WebSocketClosing?
}
