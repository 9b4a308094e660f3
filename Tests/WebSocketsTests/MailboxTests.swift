import Testing

@testable import WebSockets

@Suite(.timeLimit(.minutes(5)))
struct MailboxTests {
    @Test func `the inbox gives messages in order, and what is left after the end`() async {
        let inbox = Inbox(bytesMax: 1_000) {}
        for number in 0..<3 { #expect(inbox.put(.text("\(number)"))) }
        #expect(await inbox.next() == .text("0"))
        #expect(inbox.put(.text("3")))
        inbox.finish()
        var rest: [WebSocketMessage] = []
        while let message = await inbox.next() { rest.append(message) }
        #expect(rest == [.text("1"), .text("2"), .text("3")])
        #expect(await inbox.next() == nil)
    }

    @Test func `a full inbox says so, and says once when there is room again`() async {
        let calls = Monitor(0)
        let inbox = Inbox(bytesMax: 300) { calls.change { $0 += 1 } }
        let message = WebSocketMessage.binary([UInt8](repeating: 0, count: 36))
        #expect(inbox.put(message) && inbox.put(message))
        #expect(!inbox.put(message) && !inbox.put(message))
        for expected in [0, 0, 1, 1] {
            #expect(await inbox.next() == message)
            #expect(calls.change { $0 } == (expected == 0 ? 0 : 1))
        }
    }

    @Test func `a reader waits, and a cancelled one ends and takes nothing`() async {
        let inbox = Inbox(bytesMax: 1_000) {}
        let cancelled = Task { await inbox.next() }
        let patient = Task { await inbox.next() }
        cancelled.cancel()
        #expect(await cancelled.value == nil)
        _ = inbox.put(.text("a"))
        #expect(await patient.value == .text("a"))
        let late = Task { await inbox.next() }
        inbox.finish()
        #expect(await late.value == nil)
    }

    @Test func `who sends waits for room, in order, and one message always fits`() async throws {
        let outbox = Outbox(bytesMax: 10)
        try await outbox.reserve(1_000)
        let order = Monitor<[Int]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in [8, 1] {
                group.addTask {
                    try await outbox.reserve(number)
                    order.change { $0.append(number) }
                }
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(order.change { $0.isEmpty })
            outbox.release(1_000)
            try await group.waitForAll()
        }
        #expect(order.change { Set($0) } == [8, 1])
    }

    @Test func `who waits to send is told how the connection ended`() async throws {
        let outbox = Outbox(bytesMax: 10)
        try await outbox.reserve(10)
        let waiting = Task { try await outbox.reserve(1) }
        outbox.close(.stuck)
        outbox.close(.lost)
        await #expect(throws: WebSocketClosing.stuck) { try await waiting.value }
        await #expect(throws: WebSocketClosing.stuck) { try await outbox.reserve(0) }
    }

    @Test func `a cancelled sender takes no room, and lets the next one through`() async throws {
        let outbox = Outbox(bytesMax: 10)
        try await outbox.reserve(5)
        let large = Task { try await outbox.reserve(9) }
        try await Task.sleep(for: .milliseconds(20))
        let small = Task { try await outbox.reserve(5) }
        try await Task.sleep(for: .milliseconds(20))
        large.cancel()
        await #expect(throws: CancellationError.self) { try await large.value }
        try await small.value
    }

    @Test func `how it ends is settled once, and waited for until all is over`() async throws {
        let ending = Ending()
        #expect(ending.closing == nil)
        let waiting = Task { try await ending.wait() }
        ending.settle(.silent)
        ending.settle(.lost)
        #expect(ending.closing == .silent)
        ending.finish()
        #expect(try await waiting.value == .silent)
        let cancelled = Task { try await Ending().wait() }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
    }
}
