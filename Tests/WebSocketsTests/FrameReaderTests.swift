import NIOCore
import NIOWebSocket
import Testing

@testable import WebSockets

@Suite struct FrameReaderTests {
    private static let mask: WebSocketMaskingKey = [1, 2, 3, 4]

    private func frame(
        _ opcode: WebSocketOpcode, _ bytes: [UInt8], fin: Bool = true, isMasked: Bool = false
    ) -> WebSocketFrame {
        var data = ByteBuffer(bytes: bytes)
        if isMasked { data.webSocketMask(Self.mask) }
        return WebSocketFrame(
            fin: fin, opcode: opcode, maskKey: isMasked ? Self.mask : nil, data: data)
    }

    private func fault(
        _ frames: [WebSocketFrame], side: Side = .client
    ) -> WebSocketCloseCode? {
        var reader = FrameReader(side: side, messageBytesMax: 8)
        do {
            for frame in frames { _ = try reader.read(frame) }
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `a message is put together from its fragments, with a ping between them`() throws {
        var reader = FrameReader(side: .server, messageBytesMax: 8)
        let euro = [UInt8]("€".utf8)
        let first = frame(.text, [euro[0]], fin: false, isMasked: true)
        #expect(try reader.read(first) == .nothing)
        let ping = frame(.ping, [9], isMasked: true)
        #expect(try reader.read(ping) == .ping(ByteBuffer(bytes: [9])))
        #expect(try reader.read(frame(.pong, [], isMasked: true)) == .nothing)
        let middle = frame(.continuation, [euro[1]], fin: false, isMasked: true)
        #expect(try reader.read(middle) == .nothing)
        let last = frame(.continuation, [euro[2]], isMasked: true)
        #expect(try reader.read(last) == .message(.text("€")))
        let bytes = frame(.binary, [1, 2], isMasked: true)
        #expect(try reader.read(bytes) == .message(.binary([1, 2])))
    }

    @Test func `a server takes masked frames only, and a client none of them`() {
        #expect(fault([frame(.text, [65])], side: .server) == .protocolError)
        #expect(fault([frame(.text, [65], isMasked: true)], side: .client) == .protocolError)
        #expect(fault([frame(.text, [65], isMasked: true)], side: .server) == nil)
    }

    @Test func `reserved bits and opcodes are refused`() {
        var reserved = frame(.text, [65])
        reserved.rsv1 = true
        #expect(fault([reserved]) == .protocolError)
        for number: UInt8 in [3, 7, 11, 15] {
            let opcode = WebSocketOpcode(encodedWebSocketOpcode: number)
            #expect(fault([frame(opcode ?? .text, [])]) == .protocolError)
        }
    }

    @Test func `fragments out of order are refused`() {
        #expect(fault([frame(.continuation, [])]) == .protocolError)
        let open = frame(.text, [], fin: false)
        #expect(fault([open, open]) == .protocolError)
        #expect(fault([open, frame(.binary, [])]) == .protocolError)
    }

    @Test func `a message may be as large as the bound, in all its fragments together`() {
        let four = [UInt8](repeating: 65, count: 4)
        let open = frame(.text, four, fin: false)
        #expect(fault([open, frame(.continuation, four)]) == nil)
        #expect(fault([open, frame(.continuation, four + [65])]) == .messageTooLarge)
        #expect(fault([frame(.binary, four + four)]) == nil)
        #expect(fault([frame(.binary, four + four + [65])]) == .messageTooLarge)
    }

    @Test(
        arguments: [
            [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x61, 0xFF],
        ] as [[UInt8]])
    func `text that is not UTF-8 is refused`(_ bytes: [UInt8]) {
        #expect(fault([frame(.text, bytes)]) == .invalidText)
        #expect(fault([frame(.binary, bytes)]) == nil)
    }

    @Test(
        arguments: [
            ([], .none), ([3, 232], .normal), ([3, 233, 98, 121, 101], .goingAway),
            ([17, 56], WebSocketCloseCode(rawValue: 4408)),
        ] as [([UInt8], WebSocketCloseCode)])
    func `a close tells its code`(_ bytes: [UInt8], _ code: WebSocketCloseCode) throws {
        let payload = try ClosePayload(reading: ByteBuffer(bytes: bytes))
        #expect(payload.code == code)
        #expect(payload.reason == (bytes.count > 2 ? "bye" : ""))
        #expect(Array(buffer: payload.bytes) == bytes)
    }

    @Test(
        arguments: [
            ([3], .protocolError), ([3, 231], .protocolError), ([3, 236], .protocolError),
            ([3, 237], .protocolError), ([3, 238], .protocolError), ([11, 183], .protocolError),
            ([19, 136], .protocolError), ([3, 232, 0xFF], .invalidText),
        ] as [([UInt8], WebSocketCloseCode)])
    func `a close that breaks the rules is one more fault`(
        _ bytes: [UInt8], _ code: WebSocketCloseCode
    ) {
        #expect(fault([frame(.connectionClose, bytes)]) == code)
    }

    @Test func `a reason is cut to whole characters that fit`() {
        let payload = ClosePayload(.normal, reason: String(repeating: "€", count: 60))
        #expect(payload.reason == String(repeating: "€", count: 41))
        #expect(payload.bytes.readableBytes == 125)
        #expect(ClosePayload(.abnormal, reason: "lost").bytes.readableBytes == 0)
    }
}
