import NIOCore
import NIOPosix

@testable import WebSockets

/// One end of a TCP connection that sends any bytes at all, and shows those that come.
final class RawPeer: Sendable {
    private struct Heard: Sendable {
        var bytes = ByteBuffer()
        var isOver = false
    }

    /// The peer fell silent, or hung up, before what was waited for had come.
    struct Ended: Error {
        let rest: String
    }

    let channel: any Channel
    private let heard: Monitor<Heard>

    private init(_ channel: any Channel, _ heard: Monitor<Heard>) {
        self.channel = channel
        self.heard = heard
    }

    /// Connects to a port of this machine. One that does not read leaves all in the socket.
    static func connect(to port: Int, reads: Bool = true) async throws -> RawPeer {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: reads)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture { try add(to: channel) }
            }
    }

    /// Makes a channel one whose bytes are heard.
    static func add(to channel: any Channel) throws -> RawPeer {
        let heard = Monitor(Heard())
        try channel.pipeline.syncOperations.addHandler(Listener(heard))
        return RawPeer(channel, heard)
    }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    func send(_ text: String) async throws { try await send([UInt8](text.utf8)) }

    /// Sends a request's head, lines apart by `|`, and the empty line.
    func ask(_ lines: String) async throws {
        try await send(
            lines.split(separator: "|").map { "\($0)\r\n" }.joined() + "Host: test\r\n\r\n")
    }

    /// Ends this side's output.
    func finish() async throws { try await channel.close(mode: .output) }

    func close() { channel.close(promise: nil) }

    /// The next so many bytes.
    func bytes(_ count: Int) async throws -> [UInt8] {
        try await take { bytes in bytes.readBytes(length: count) }
    }

    /// All up to and with some text.
    func text(to end: String) async throws -> String {
        try await take { bytes in
            let all = String(buffer: bytes)
            guard let range = all.firstRange(of: end) else { return nil }
            return bytes.readString(length: all[..<range.upperBound].utf8.count)
        }
    }

    /// What is left when the other side has ended its output.
    func rest() async throws -> [UInt8] {
        let bytes = try await heard.wait { $0.isOver ? $0.bytes : nil }
        return Array(buffer: bytes)
    }

    private func take<Value: Sendable>(
        _ read: @escaping @Sendable (inout ByteBuffer) -> Value?
    ) async throws -> Value {
        let found = try await heard.wait { heard -> Result<Value, Ended>? in
            if let value = read(&heard.bytes) { return .success(value) }
            return heard.isOver ? .failure(Ended(rest: String(buffer: heard.bytes))) : nil
        }
        return try found.get()
    }

    private final class Listener: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let heard: Monitor<Heard>

        init(_ heard: Monitor<Heard>) { self.heard = heard }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = unwrapInboundIn(data)
            heard.change { _ = $0.bytes.writeImmutableBuffer(bytes) }
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if event as? ChannelEvent == .inputClosed { heard.change { $0.isOver = true } }
        }

        func channelInactive(context: ChannelHandlerContext) {
            heard.change { $0.isOver = true }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            heard.change { $0.isOver = true }
        }
    }
}
