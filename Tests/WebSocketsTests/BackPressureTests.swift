import NIOCore
import Synchronization
import Testing

@testable import WebSockets

extension SocketTests {
    @Suite struct BackPressureTests {
        private static let chunk = [UInt8](repeating: 7, count: 4_096)

        /// Runs a server that sends without end to one peer that never reads, and tells how many
        /// messages it got rid of, and how it ended.
        private func flood(
            _ limits: WebSocketLimits,
            _ meanwhile: @escaping @Sendable (RawPeer) async throws -> Void
        ) async throws -> (sent: Int, closing: WebSocketClosing?) {
            var serverLimits = WebSocketServerLimits()
            serverLimits.connection = limits
            let count = Monitor(0)
            let (endings, ending) = AsyncStream.makeStream(of: WebSocketClosing?.self)
            return try await TestServer.run(
                limits: serverLimits,
                accept: { _ in
                    { connection in
                        defer { ending.yield(connection.closing) }
                        while true {
                            try await connection.send(Self.chunk)
                            count.change { $0 += 1 }
                        }
                    }
                }
            ) { server in
                let peer = try await RawPeer.webSocket(to: server.port, reads: false)
                try await meanwhile(peer)
                let closing = await endings.first { _ in true } ?? nil
                return (count.change { $0 }, closing)
            }
        }

        @Test func `a peer that never reads makes the sender wait, and is given up`() async throws {
            var limits = WebSocketLimits()
            limits.stuckMax = .milliseconds(300)
            let start = ContinuousClock().now
            let (sent, closing) = try await flood(limits) { _ in }
            #expect(closing == .stuck)
            #expect(ContinuousClock().now - start < .seconds(10))
            // What the system's buffers hold, and 64 KiB of ours.
            #expect(sent * Self.chunk.count < 16 << 20)
        }

        @Test func `a stuck peer that talks is given up too`() async throws {
            var limits = WebSocketLimits()
            limits.stuckMax = .milliseconds(300)
            let (_, closing) = try await flood(limits) { peer in
                for _ in 0..<100 {
                    try? await peer.send(RawFrame(first: 0x89, payload: [1]))
                    try await Task.sleep(for: .milliseconds(10))
                }
            }
            #expect(closing == .stuck)
        }

        @Test func `a handler may set a send its own time`() async throws {
            let (results, result) = AsyncStream.makeStream(of: Bool.self)
            try await TestServer.run(accept: { _ in
                { connection in
                    let sending = Task { while true { try await connection.send(Self.chunk) } }
                    try await Task.sleep(for: .milliseconds(500))
                    sending.cancel()
                    let error = await #expect(throws: CancellationError.self) {
                        try await sending.value
                    }
                    result.yield(error != nil && connection.closing == nil)
                    await connection.close(.tryAgainLater)
                    result.yield(connection.closing == .byUs(.tryAgainLater, reason: ""))
                }
            }) { server in
                let peer = try await RawPeer.webSocket(to: server.port, reads: false)
                #expect(await results.first { _ in true } == true)
                #expect(await results.first { _ in true } == true)
                peer.close()
            }
        }

        @Test func `a handler that does not read stops the peer, and blames nobody`() async throws {
            var limits = WebSocketServerLimits()
            limits.connection.pingAfter = .milliseconds(200)
            limits.connection.silenceMax = .milliseconds(600)
            let (steps, step) = AsyncStream.makeStream(of: Void.self)
            try await TestServer.run(
                limits: limits,
                accept: { _ in
                    { connection in
                        _ = await steps.first { _ in true }
                        #expect(connection.closing == nil)
                        let total = await connection.messages.prefix(5_000).reduce(0) { count, _ in
                            count + 1
                        }
                        try await connection.send("\(total)")
                    }
                }
            ) { server in
                var options = WebSocketClientOptions()
                options.limits.stuckMax = .seconds(60)
                try await WebSocketClient.connect(to: server.url(), options: options) {
                    connection in
                    let sent = Monitor(0)
                    let sending = Task {
                        for _ in 0..<5_000 {
                            try await connection.send(Self.chunk)
                            sent.change { $0 += 1 }
                        }
                    }
                    try await Task.sleep(for: .milliseconds(1_000))
                    var taken = -1
                    while taken != sent.change({ $0 }) {
                        taken = sent.change { $0 }
                        try await Task.sleep(for: .milliseconds(500))
                    }
                    #expect(taken < 5_000, "it goes on sending")
                    step.yield()
                    try await sending.value
                    #expect(await connection.messages.first { _ in true } == .text("5000"))
                }
            }
        }

        @Test func `pings of a peer that never reads are answered once there is room`() async throws
        {
            try await TestServer.run { server in
                let peer = try await RawPeer.webSocket(to: server.port, reads: false)
                let payload = [UInt8](repeating: 1, count: 125)
                let pings = Array(
                    repeatElement(RawFrame(first: 0x89, payload: payload).bytes(), count: 500)
                        .joined())
                // Some 13 MB of pings: the system's buffers hold less than that of pongs.
                for _ in 0..<200 { try await peer.send(pings) }
                try await peer.send(RawFrame(first: 0x89, payload: [9, 9]))
                try await peer.channel.setOption(.autoRead, value: true).get()
                var pongs = 0
                while try await peer.frame() != RawFrame(first: 0x8A, payload: [9, 9]) {
                    pongs += 1
                }
                #expect(pongs < 100_000)
                peer.close()
            }
        }

        @Test func `twenty stuck readers cost a bounded amount of memory`() async throws {
            var limits = WebSocketServerLimits()
            limits.connection.stuckMax = .seconds(30)
            try await TestServer.run(
                limits: limits,
                accept: { _ in
                    { connection in while true { try await connection.send(Self.chunk) } }
                }
            ) { server in
                var peers: [RawPeer] = []
                let before = ResidentMemory.bytes
                for _ in 0..<20 {
                    peers.append(try await RawPeer.webSocket(to: server.port, reads: false))
                }
                try await Task.sleep(for: .seconds(2))
                let growth = ResidentMemory.bytes - before
                print("20 stuck readers: \(growth >> 10) KiB more, \(before >> 20) MiB before")
                #expect(growth < 32 << 20)
                for peer in peers { peer.close() }
            }
        }
    }
}
