import NIOCore

/// What a close frame holds: a code and a reason, or nothing at all.
struct ClosePayload: Hashable {
    /// A control frame holds 125 bytes, and the code takes two of them.
    private static let reasonBytesMax = 123

    let code: WebSocketCloseCode
    let reason: String

    init(_ code: WebSocketCloseCode, reason: String = "") {
        self.code = code
        self.reason = code.isOnTheWire ? Self.beginning(of: reason) : ""
    }

    /// Reads the payload of a frame that arrived.
    ///
    /// - Throws: `ReadFault` with the code to close with where the payload breaks the rules.
    init(reading payload: ByteBuffer) throws(ReadFault) {
        var payload = payload
        guard payload.readableBytes > 0 else {
            self.init(.none)
            return
        }
        guard let number = payload.readInteger(as: UInt16.self) else {
            throw ReadFault(.protocolError)
        }
        let code = WebSocketCloseCode(rawValue: number)
        guard code.isOnTheWire else { throw ReadFault(.protocolError) }
        guard let reason = String(validating: payload.readableBytesView, as: UTF8.self) else {
            throw ReadFault(.invalidText)
        }
        self.init(code, reason: reason)
    }

    /// The bytes to send: none for a code that may not be sent.
    var bytes: ByteBuffer {
        guard code.isOnTheWire else { return ByteBuffer() }
        var bytes = ByteBuffer(integer: code.rawValue)
        bytes.writeString(reason)
        return bytes
    }

    /// As many whole characters as a frame has room for.
    private static func beginning(of reason: String) -> String {
        var beginning = reason
        while beginning.utf8.count > reasonBytesMax { beginning.removeLast() }
        return beginning
    }
}

/// The peer broke a rule of the protocol: the code to close with.
struct ReadFault: Error, Hashable {
    let code: WebSocketCloseCode

    init(_ code: WebSocketCloseCode) { self.code = code }
}
