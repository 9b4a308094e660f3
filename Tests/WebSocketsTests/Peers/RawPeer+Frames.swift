import NIOCore
import Testing

@testable import WebSockets

/// One frame as it goes over the wire.
struct RawFrame: Equatable {
    /// FIN, reserved bits and opcode.
    var first: UInt8
    var payload: [UInt8]

    static func text(_ text: String) -> RawFrame {
        RawFrame(first: 0x81, payload: [UInt8](text.utf8))
    }

    static func close(_ code: UInt16, _ reason: String = "") -> RawFrame {
        RawFrame(first: 0x88, payload: [UInt8(code >> 8), UInt8(code & 255)] + reason.utf8)
    }

    /// The bytes, masked as a client does unless told otherwise.
    func bytes(isMasked: Bool = true) -> [UInt8] {
        let mask: [UInt8] = [1, 2, 3, 4]
        let body = payload.enumerated().map { $1 ^ mask[$0 % 4] }
        return [first] + length(isMasked) + (isMasked ? mask + body : payload)
    }

    private func length(_ isMasked: Bool) -> [UInt8] {
        let flag: UInt8 = isMasked ? 128 : 0
        return switch payload.count {
        case ...125: [flag | UInt8(payload.count)]
        case ...65535: [flag | 126] + payload.count.bytes(2)
        default: [flag | 127] + payload.count.bytes(8)
        }
    }
}

extension Int {
    /// The lowest bytes, highest first.
    func bytes(_ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) }
    }
}

extension RawPeer {
    /// The head of a handshake for a path.
    static func handshake(_ path: String = "/echo") -> String {
        "GET \(path) HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    }

    /// Connects and upgrades.
    static func webSocket(to port: Int, reads: Bool = true) async throws -> RawPeer {
        let peer = try await connect(to: port)
        try await peer.send(handshake())
        let head = try await peer.text(to: "\r\n\r\n")
        try #require(head.hasPrefix("HTTP/1.1 101 Switching Protocols\r\n"))
        // The key and its answer of RFC 6455, section 1.3.
        try #require(head.lowercased().contains("s3pplmbitxaq9kygzzhzrbk+xoo="))
        if !reads { try await peer.channel.setOption(.autoRead, value: false).get() }
        return peer
    }

    func send(_ frame: RawFrame) async throws { try await send(frame.bytes()) }

    /// The next frame; of a masked one the payload stays so.
    func frame(isMasked: Bool = false) async throws -> RawFrame {
        let head = try await bytes(2)
        let count: Int =
            switch head[1] & 127 {
            case 126: try await bytes(2).reduce(0) { $0 << 8 | Int($1) }
            case 127: try await bytes(8).reduce(0) { $0 << 8 | Int($1) }
            default: Int(head[1] & 127)
            }
        try #require(isMasked == (head[1] > 127))
        if isMasked { _ = try await bytes(4) }
        return RawFrame(first: head[0], payload: try await bytes(count))
    }
}
