import NIOCore
import NIOWebSocket

/// Puts messages together from frames, and refuses what RFC 6455 forbids; a value, without I/O.
struct FrameReader {
    /// What a frame meant.
    enum Reading: Equatable {
        /// A part of a message, kept until the rest comes; or a pong.
        case nothing
        case message(WebSocketMessage)
        case ping(ByteBuffer)
        case close(ClosePayload)
    }

    private struct Part {
        let isText: Bool
        var bytes: ByteBuffer
    }

    private let side: Side
    private let messageBytesMax: Int
    private var part: Part?

    init(side: Side, messageBytesMax: Int) {
        self.side = side
        self.messageBytesMax = messageBytesMax
    }

    /// Reads the next frame.
    ///
    /// - Throws: the code to close with where the frame breaks a rule.
    mutating func read(_ frame: WebSocketFrame) throws(ReadFault) -> Reading {
        let isMasked = frame.maskKey != nil
        guard isMasked == (side == .server), frame.reservedBits.isEmpty else {
            throw ReadFault(.protocolError)
        }
        switch frame.opcode {
        case .text, .binary:
            guard part == nil else { throw ReadFault(.protocolError) }
            part = Part(isText: frame.opcode == .text, bytes: ByteBuffer())
            return try append(frame)
        case .continuation:
            guard part != nil else { throw ReadFault(.protocolError) }
            return try append(frame)
        case .ping: return .ping(frame.unmaskedData)
        case .pong: return .nothing
        case .connectionClose: return .close(try ClosePayload(reading: frame.unmaskedData))
        default: throw ReadFault(.protocolError)
        }
    }

    /// Adds a frame to its message; the last one makes it whole.
    private mutating func append(_ frame: WebSocketFrame) throws(ReadFault) -> Reading {
        guard var message = part else { throw ReadFault(.protocolError) }
        part = nil  // So that the bytes are appended in place.
        guard message.bytes.readableBytes + frame.length <= messageBytesMax else {
            throw ReadFault(.messageTooLarge)
        }
        if frame.fin, message.bytes.readableBytes == 0 {
            message.bytes = frame.unmaskedData
        } else {
            message.bytes.writeImmutableBuffer(frame.unmaskedData)
        }
        guard frame.fin else {
            part = message
            return .nothing
        }
        return .message(try Self.whole(message))
    }

    private static func whole(_ message: Part) throws(ReadFault) -> WebSocketMessage {
        guard message.isText else { return .binary(Array(buffer: message.bytes)) }
        guard let text = String(validating: message.bytes.readableBytesView, as: UTF8.self) else {
            throw ReadFault(.invalidText)
        }
        return .text(text)
    }
}
