import NIOCore
import NIOWebSocket

/// The course of one connection from open to over, as a value: events in, actions out, no I/O.
struct Conversation {
    /// What the channel has to do, in this order.
    enum Action: Equatable {
        case deliver(WebSocketMessage)
        case send(WebSocketOpcode, ByteBuffer)
        /// It is settled how this ends: nothing more is sent or delivered, and time runs.
        case settle(WebSocketClosing)
        /// The peer is not understood any more: end our output, and throw away what still comes.
        case drain
        case disconnect
    }

    private enum Phase {
        /// Messages go to and fro.
        case open
        /// Our close frame is out, the peer's is awaited.
        case closing
        /// Both are out, or the peer broke a rule: only the end of its output is awaited.
        case leaving
        case over
    }

    private let side: Side
    private var reader: FrameReader
    private var phase = Phase.open

    init(side: Side, messageBytesMax: Int) {
        self.side = side
        reader = FrameReader(side: side, messageBytesMax: messageBytesMax)
    }

    /// Whether messages may still be sent.
    var isOpen: Bool {
        if case .open = phase { true } else { false }
    }

    /// A frame came.
    mutating func received(_ frame: WebSocketFrame) -> [Action] {
        guard phase == .open || phase == .closing else { return [] }
        do {
            switch try reader.read(frame) {
            case .nothing: return []
            case .message(let message): return isOpen ? [.deliver(message)] : []
            case .ping(let payload): return isOpen ? [.send(.pong, payload)] : []
            case .close(let payload): return peerClosed(payload)
            }
        } catch {
            return failed(with: error.code)
        }
    }

    /// The peer broke a rule, found here or by the decoder.
    mutating func failed(with code: WebSocketCloseCode) -> [Action] {
        switch phase {
        case .open:
            phase = .leaving
            let payload = ClosePayload(code).bytes
            return [.settle(.violation(code)), .send(.connectionClose, payload), .drain]
        case .closing: return disconnected()
        case .leaving, .over: return []
        }
    }

    /// This side wants to close.
    mutating func closeAsked(_ payload: ClosePayload) -> [Action] {
        guard isOpen else { return [] }
        phase = .closing
        return [
            .settle(.byUs(payload.code, reason: payload.reason)),
            .send(.connectionClose, payload.bytes),
        ]
    }

    /// Nothing came for too long, or nothing was taken.
    mutating func gaveUp(_ closing: WebSocketClosing) -> [Action] {
        let actions: [Action] = isOpen ? [.settle(closing)] : []
        return actions + disconnected()
    }

    /// The peer's output or the whole transport ended, or the time for closing is over.
    mutating func ended() -> [Action] { gaveUp(.lost) }

    /// A server ends the transport once both close frames are out; a client waits for that.
    private mutating func peerClosed(_ payload: ClosePayload) -> [Action] {
        var actions: [Action] = []
        if isOpen {
            actions = [
                .settle(.byPeer(payload.code, reason: payload.reason)),
                .send(.connectionClose, ClosePayload(payload.code).bytes),
            ]
        }
        guard side == .client else { return actions + disconnected() }
        phase = .leaving
        return actions
    }

    private mutating func disconnected() -> [Action] {
        guard phase != .over else { return [] }
        phase = .over
        return [.disconnect]
    }
}
