import Synchronization

/// How many calls may still be made this minute, as the broker's answers tell it.
///
/// Reads hold back early, so that orders and cancels find room.
final class CallPace: Sendable {
    private struct Line {
        var remaining: Int?
        var resetSeconds: Int64 = 0
    }

    private let lines = Mutex<[AlpacaHost: Line]>([:])
    /// What reads leave for orders and cancels.
    private static let keptForOrders = 20

    /// Takes what an answer tells.
    func note(_ reply: AlpacaReply, from host: AlpacaHost, nowSeconds: Int64) {
        let remaining = reply.fields["x-ratelimit-remaining"].flatMap { Int($0) }
        let reset = reply.fields["x-ratelimit-reset"].flatMap { Int64($0) }
        guard remaining != nil || reply.status == 429 else { return }
        lines.withLock { lines in
            lines[host] = Line(
                remaining: reply.status == 429 ? 0 : remaining,
                // A minute is the longest that a limit holds; a date far off is no reset.
                resetSeconds: min(reset ?? nowSeconds + 5, nowSeconds + 60))
        }
    }

    /// How many seconds a call should wait.
    func wait(for call: AlpacaCall, nowSeconds: Int64) -> Int64 {
        lines.withLock { lines in
            guard let line = lines[call.host], let remaining = line.remaining,
                line.resetSeconds > nowSeconds,
                remaining <= (call.isRead && call.host == .trading ? Self.keptForOrders : 0)
            else { return 0 }
            return line.resetSeconds - nowSeconds
        }
    }
}
