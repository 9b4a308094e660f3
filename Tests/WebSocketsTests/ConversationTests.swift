import NIOCore
import NIOWebSocket
import Testing

@testable import WebSockets

@Suite struct ConversationTests {
    private let bye = ClosePayload(.goingAway, reason: "bye")

    private func conversation(_ side: Side) -> Conversation {
        Conversation(side: side, messageBytesMax: 100)
    }

    private func frame(_ side: Side, _ opcode: WebSocketOpcode, _ data: ByteBuffer)
        -> WebSocketFrame
    {
        var data = data
        let mask: WebSocketMaskingKey? = side == .server ? [1, 2, 3, 4] : nil
        if let mask { data.webSocketMask(mask) }
        return WebSocketFrame(fin: true, opcode: opcode, maskKey: mask, data: data)
    }

    @Test(arguments: [Side.server, .client])
    func `messages are delivered and pings answered until this side closes`(_ side: Side) {
        var conversation = conversation(side)
        let (text, ping) = (ByteBuffer(string: "a"), ByteBuffer(string: "p"))
        #expect(conversation.received(frame(side, .text, text)) == [.deliver(.text("a"))])
        #expect(conversation.received(frame(side, .ping, ping)) == [.send(.pong, ping)])
        #expect(
            conversation.closeAsked(bye) == [
                .settle(.byUs(.goingAway, reason: "bye")), .send(.connectionClose, bye.bytes),
            ])
        #expect(conversation.received(frame(side, .text, text)).isEmpty)
        #expect(conversation.received(frame(side, .ping, ping)).isEmpty)
        #expect(conversation.closeAsked(bye).isEmpty)
    }

    @Test func `a server hangs up once both have closed, a client waits for that`() {
        for side in [Side.server, .client] {
            var asked = conversation(side)
            _ = asked.closeAsked(bye)
            let answer = asked.received(frame(side, .connectionClose, bye.bytes))
            #expect(answer == (side == .server ? [.disconnect] : []))
            #expect(asked.ended() == (side == .server ? [] : [.disconnect]))

            var told = conversation(side)
            let actions = told.received(frame(side, .connectionClose, bye.bytes))
            #expect(
                actions.prefix(2) == [
                    .settle(.byPeer(.goingAway, reason: "bye")),
                    .send(.connectionClose, ClosePayload(.goingAway).bytes),
                ])
            #expect(actions.dropFirst(2) == (side == .server ? [.disconnect] : []))
        }
    }

    @Test func `a close without a code is answered without one`() {
        var conversation = conversation(.server)
        let actions = conversation.received(frame(.server, .connectionClose, ByteBuffer()))
        #expect(
            actions == [
                .settle(.byPeer(.none, reason: "")), .send(.connectionClose, ByteBuffer()),
                .disconnect,
            ])
    }

    @Test func `a fault is told, and what comes then is thrown away`() {
        var conversation = conversation(.server)
        let told = ClosePayload(.protocolError).bytes
        #expect(
            conversation.received(frame(.client, .text, ByteBuffer())) == [
                .settle(.violation(.protocolError)), .send(.connectionClose, told), .drain,
            ])
        #expect(conversation.received(frame(.server, .text, ByteBuffer())).isEmpty)
        #expect(conversation.failed(with: .messageTooLarge).isEmpty)
        #expect(conversation.ended() == [.disconnect])
        #expect(conversation.ended().isEmpty)
    }

    @Test func `a fault while closing ends it`() {
        var conversation = conversation(.server)
        _ = conversation.closeAsked(bye)
        #expect(conversation.failed(with: .messageTooLarge) == [.disconnect])
    }

    @Test func `whoever is silent, stuck or gone is left without a word`() {
        for closing in [WebSocketClosing.silent, .stuck] {
            var conversation = conversation(.server)
            #expect(conversation.gaveUp(closing) == [.settle(closing), .disconnect])
            #expect(conversation.gaveUp(closing).isEmpty)
        }
        var gone = conversation(.client)
        #expect(gone.ended() == [.settle(.lost), .disconnect])
        #expect(gone.received(frame(.client, .text, ByteBuffer())).isEmpty)
    }

    @Test func `a ping asks once a period, and silence ends it to the second`() {
        var limits = WebSocketLimits()
        limits.pingAfter = .seconds(20)
        limits.silenceMax = .seconds(40)
        var liveness = Liveness(limits)
        func judge(_ heard: Int64, _ now: Int64, isListening: Bool = true) -> String {
            let start = NIODeadline.uptimeNanoseconds(0)
            let (verdict, next) = liveness.judge(
                heard: start + .seconds(heard), isListening: isListening,
                now: start + .seconds(now))
            return "\(verdict) \((next - start).nanoseconds / 1_000_000_000)"
        }
        #expect(judge(0, 0) == "wait 20")
        #expect(judge(0, 20) == "ask 40")
        #expect(judge(21, 40) == "wait 41")
        #expect(judge(21, 41) == "ask 61")
        #expect(judge(21, 60) == "wait 61")
        #expect(judge(21, 61) == "giveUp 61")
        #expect(judge(21, 61, isListening: false) == "ask 81")
    }
}
