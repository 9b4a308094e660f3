import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOPosix
import Testing

@testable import Web

/// A client that sends whatever bytes it is given to a desk on a socket of its own.
struct RawClient: Sendable {
    let port: Int

    /// Serves a scene on a port of its own while `body` runs.
    static func run(
        _ web: WebScene, _ body: @escaping @Sendable (RawClient) async throws -> Void
    ) async throws {
        try await web.server.application().test(.live) { client in
            try await body(RawClient(port: try #require(client.port)))
        }
    }

    /// Sends a request on a connection of its own, and reads its answer to the end.
    ///
    /// - Parameter lines: the request line and header fields, apart by `|`; the Host is added where
    ///   none of them is.
    func ask(_ lines: String, body: String = "") async throws -> Answer {
        var fields = lines.split(separator: "|").map(String.init)
        if !fields.contains(where: { $0.hasPrefix("Host:") }) {
            fields.append("Host: localhost:\(port)")
        }
        fields += ["Connection: close", "Content-Length: \(body.utf8.count)"]
        return try await Answer(raw: send(fields.joined(separator: "\r\n") + "\r\n\r\n" + body))
    }

    /// A write to the API as programs send it.
    func post(_ path: String, _ body: String, _ more: String = "") async throws -> Answer {
        try await ask("POST \(path) HTTP/1.1|Content-Type: application/json\(more)", body: body)
    }

    /// Sends bytes, and reads until the other side has nothing more to say.
    func send(_ text: String) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var answer = ""
            for try await part in inbound { answer += String(buffer: part) }
            return answer
        }
    }
}

extension Answer {
    /// Reads an answer as it came over the wire.
    init(raw text: String) throws {
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
        let lines = try #require(parts.first).split(separator: "\r\n")
        let words = try #require(lines.first).split(separator: " ")
        var headers = HTTPFields()
        for line in lines.dropFirst() {
            let field = line.split(separator: ":", maxSplits: 1)
            let name = try #require(HTTPField.Name(String(field[0])))
            headers.append(HTTPField(name: name, value: String(field[1].drop { $0 == " " })))
        }
        self.init(
            status: try #require(Int(words[1])), headers: headers,
            body: parts.count > 1 ? String(parts[1]) : "")
    }
}
