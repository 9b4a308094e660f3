import AlpacaWire
import Brokers
import Domain

/// Asks Alpaca: paces calls, repeats reads, and turns answers into values or into why there is
/// none.
struct AlpacaClient: Sendable {
    let transport: any AlpacaTransport
    let time: AlpacaTime
    private let pace = CallPace()

    init(_ transport: any AlpacaTransport, time: AlpacaTime) {
        self.transport = transport
        self.time = time
    }

    /// How often a read is tried, and how long it waits after the first failure.
    private static let readTries = 4
    private static let firstWait: Int64 = 250_000_000

    /// Reads; a failure that may pass is waited for and tried again.
    ///
    /// - Returns: the answer; nil for 404.
    func read(
        _ target: String, host: AlpacaHost = .trading
    ) async throws(BrokerError) -> WireValue? {
        var why = ""
        var wait = Self.firstWait
        for attempt in 1...Self.readTries {
            let reply: AlpacaReply?
            do throws(TransportFault) {
                reply = try await send(AlpacaCall("GET", target, host: host))
            } catch {
                (reply, why) = (nil, error.why)
            }
            if let reply {
                if let answer = try Self.value(of: reply) { return answer.value }
                why = "status \(reply.status)"
            }
            guard attempt < Self.readTries, !Task.isCancelled else { break }
            await time.sleep(wait)
            wait *= 3
        }
        throw .unreachable(why)
    }

    private struct Answer { let value: WireValue? }

    /// - Returns: nil where trying again may help.
    private static func value(of reply: AlpacaReply) throws(BrokerError) -> Answer? {
        switch reply.status {
        case 200..<300:
            // A body that cannot be read is as good as a lost one.
            return (try? WireValue.json(reply.body)).map { Answer(value: $0) }
        case 404: return Answer(value: nil)
        case 408, 429, 500...: return nil
        default: throw .refused(reason(of: reply))
        }
    }

    /// Sends a call once, when its turn has come.
    func send(_ call: AlpacaCall) async throws(TransportFault) -> AlpacaReply {
        let wait = pace.wait(for: call, nowSeconds: nowSeconds)
        if wait > 0 { await time.sleep(wait * 1_000_000_000) }
        let reply = try await transport.send(call)
        pace.note(reply, from: call.host, nowSeconds: nowSeconds)
        return reply
    }

    private var nowSeconds: Int64 { time.now() / 1_000_000_000 }

    /// What Alpaca says is wrong, in its own words.
    static func reason(of reply: AlpacaReply) -> String {
        guard let error = error(of: reply), !error.message.isEmpty else {
            return "status \(reply.status)"
        }
        return String(error.description.prefix(300))
    }

    static func error(of reply: AlpacaReply) -> WireError? { try? WireError(json: reply.body) }
}

extension TransportFault {
    var why: String {
        switch self {
        case .neverSent(let why), .lost(let why): why
        }
    }
}

extension AlpacaClient {
    /// Reads a record; nil for 404.
    func record<Record: WireRecord>(
        _ type: Record.Type, _ target: String, host: AlpacaHost = .trading
    ) async throws(BrokerError) -> Record? {
        guard let value = try await read(target, host: host) else { return nil }
        do throws(WireFault) { return try Record(value) } catch { throw Self.unread(error) }
    }

    /// Reads a list of records.
    func list<Record: WireRecord>(
        _ type: Record.Type, _ target: String, host: AlpacaHost = .trading
    ) async throws(BrokerError) -> [Record] {
        guard let value = try await read(target, host: host) else { return [] }
        do throws(WireFault) { return try Record.list(value) } catch { throw Self.unread(error) }
    }

    private static func unread(_ fault: WireFault) -> BrokerError {
        .unreachable("the answer cannot be read: \(fault)")
    }
}
