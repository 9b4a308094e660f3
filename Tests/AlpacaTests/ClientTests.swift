import AlpacaWire
import Brokers
import Synchronization
import Testing

@testable import Alpaca

@Suite struct ClientTests {
    @Test func `a read is tried again after what may pass, and waits longer each time`()
        async throws
    {
        let script = ScriptedTransport([
            .failure(.lost("cut")), .success(AlpacaReply(status: 429)),
            .success(AlpacaReply(status: 504)), .success(.json(#"{"a":1}"#)),
        ])
        let value = try await script.client.read("/v2/clock")
        #expect(value == .map(["a": .number("1")]))
        #expect(script.calls == 4)
        #expect(
            script.waits.filter { $0 < 5_000_000_000 } == [250, 750, 2_250].map { $0 * 1_000_000 })
    }

    @Test func `a read that stays unanswered says so`() async {
        let script = ScriptedTransport(Array(repeating: .failure(.lost("cut")), count: 9))
        await #expect(throws: BrokerError.unreachable("cut")) {
            try await script.client.read("/v2/clock")
        }
        #expect(script.calls == 4)
    }

    @Test func `a refusal is final, in the broker's words`() async {
        let body = #"{"code":40310000,"message":"forbidden."}"#
        let script = ScriptedTransport([.success(.json(body, status: 403))])
        await #expect(throws: BrokerError.refused("40310000: forbidden.")) {
            try await script.client.read("/v2/account")
        }
        #expect(script.calls == 1)
    }

    @Test func `what is not there is nil`() async throws {
        let script = ScriptedTransport([.success(.json("{}", status: 404))])
        #expect(try await script.client.read("/v2/orders/x") == nil)
    }

    @Test func `an order is sent once, whatever comes of it`() async {
        let script = ScriptedTransport([.failure(.lost("cut")), .success(AlpacaReply(status: 200))])
        await #expect(throws: TransportFault.lost("cut")) {
            try await script.client.send(AlpacaCall("POST", "/v2/orders"))
        }
        #expect(script.calls == 1)
    }

    @Test func `reads wait for the next minute while orders still find room`() async throws {
        let fields = ["x-ratelimit-remaining": "3", "x-ratelimit-reset": "1030"]
        let last = AlpacaReply(status: 200, body: Array("{}".utf8), fields: fields)
        let script = ScriptedTransport([.success(last), .success(last), .success(last)])
        _ = try await script.client.read("/v2/clock")
        let client = script.client
        _ = try await client.read("/v2/clock")
        _ = try await client.send(AlpacaCall("POST", "/v2/orders"))
        #expect(script.waits.isEmpty)
        _ = try? await client.read("/v2/clock")
        #expect(script.waits.first == 30_000_000_000)
    }
}

/// Answers as it was told, one after the other; its clock stands at 1,000 seconds.
final class ScriptedTransport: AlpacaTransport {
    private struct State {
        var answers: [Result<AlpacaReply, TransportFault>]
        var calls = 0
        var waits: [Int64] = []
    }

    private let state: Mutex<State>

    init(_ answers: [Result<AlpacaReply, TransportFault>]) {
        state = Mutex(State(answers: answers))
    }

    var calls: Int { state.withLock { $0.calls } }
    var waits: [Int64] { state.withLock { $0.waits } }

    /// A new client with a pace of its own.
    var client: AlpacaClient {
        AlpacaClient(
            self,
            time: AlpacaTime(
                now: { 1_000_000_000_000 },
                sleep: { wait in self.state.withLock { $0.waits.append(wait) } }))
    }

    func send(_ call: AlpacaCall) async throws(TransportFault) -> AlpacaReply {
        let next = state.withLock { state -> Result<AlpacaReply, TransportFault> in
            state.calls += 1
            return state.answers.isEmpty ? .failure(.lost("end")) : state.answers.removeFirst()
        }
        return try next.get()
    }
}

extension AlpacaReply {
    static func json(_ text: String, status: Int = 200) -> AlpacaReply {
        AlpacaReply(status: status, body: Array(text.utf8))
    }
}
