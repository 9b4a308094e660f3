import Alpaca
import Foundation
import Glibc
import Synchronization
import Testing

@Suite struct HTTPTransportTests {
    @Test func `an answer comes back whole, with the fields that are of use`() async throws {
        let host = try OneAnswer(
            "HTTP/1.1 429 Slow\r\nX-RateLimit-Remaining: 0\r\nSet-Cookie: a\r\n"
                + "Content-Length: 2\r\n\r\n{}")
        let reply = try await ask(
            host, AlpacaCall("POST", "/v2/orders?a=b", body: Array("[]".utf8)))
        #expect(
            reply
                == AlpacaReply(
                    status: 429, body: Array("{}".utf8), fields: ["x-ratelimit-remaining": "0"]))
        let heard = host.heard.lowercased()
        #expect(
            heard.hasPrefix("post /v2/orders?a=b http/1.1\r\n") && heard.hasSuffix("\r\n\r\n[]"))
        #expect(heard.contains("apca-api-secret-key: s\r\n") && heard.contains("content-length: 2"))
    }

    @Test func `a redirect is not followed: it would hand the key to another host`() async throws {
        let other = try OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        let host = try OneAnswer(
            "HTTP/1.1 302 Found\r\nLocation: \(other.url)/\r\nContent-Length: 0\r\n\r\n")
        #expect(try await ask(host, AlpacaCall("GET", "/v2/clock")).status == 302)
        #expect(other.heard.isEmpty)
    }

    @Test func `without a connection nobody has seen the call`() async throws {
        let host = try OneAnswer(nil)
        host.close()
        let fault = await #expect(throws: TransportFault.self) {
            try await ask(host, AlpacaCall("POST", "/v2/orders"))
        }
        guard case .neverSent = fault else { Issue.record("\(String(describing: fault))"); return }
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"])
    func `an answer that does not come, or breaks off, may stand for an order`(
        _ answer: String
    ) async throws {
        let host = try OneAnswer(answer.isEmpty ? nil : answer)
        let fault = await #expect(throws: TransportFault.self) {
            try await ask(host, AlpacaCall("POST", "/v2/orders"))
        }
        guard case .lost = fault else { Issue.record("\(String(describing: fault))"); return }
    }

    private func ask(_ host: OneAnswer, _ call: AlpacaCall) async throws -> AlpacaReply {
        let settings = try AlpacaSettings(
            key: "k", secret: "s", tradingURL: host.url, dataURL: host.url)
        let transport = HTTPTransport(settings, timeoutSeconds: 1)
        let result: Result<AlpacaReply, any Error>
        do { result = .success(try await transport.send(call)) } catch { result = .failure(error) }
        await transport.shutdown()
        return try result.get()
    }
}

/// A host that takes one connection, says one thing on it whatever it hears, and ends it; one with
/// nothing to say never answers.
private final class OneAnswer: Sendable {
    let url: String
    private let listener: Int32
    private let words = Words()

    var heard: String { words.text }

    init(_ answer: String?) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 4) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        try #require(isOpen)
        self.listener = listener
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        guard let answer else { return }
        Thread.detachNewThread { [words] in
            let line = accept(listener, nil, nil)
            var bytes = [UInt8](repeating: 0, count: 4_096)
            repeat {
                let count = read(line, &bytes, bytes.count)
                if count <= 0 { break }
                words.add(bytes.prefix(count))
            } while !words.isWholeRequest
            _ = answer.withCString { write(line, $0, strlen($0)) }
            Glibc.close(line)
        }
    }

    deinit { Glibc.close(listener) }

    func close() { shutdown(listener, Int32(SHUT_RDWR)) }
}

/// What a host has heard so far.
private final class Words: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

    func add(_ more: ArraySlice<UInt8>) { bytes.withLock { $0 += more } }

    /// Whether a request without a body, or with the one that these tests send, is all there.
    var isWholeRequest: Bool {
        let text = text
        return text.hasSuffix("[]")
            || text.hasSuffix("\r\n\r\n") && !text.lowercased().contains("content-length: 2")
    }
}
