import NIOCore

/// When to ask whether the peer is there, and when to believe that it is not; a value.
struct Liveness {
    enum Verdict: Equatable {
        case ask, wait, giveUp
    }

    private let pingAfter: TimeAmount
    private let silenceMax: TimeAmount
    private var lastAsked: NIODeadline?

    init(_ limits: WebSocketLimits) {
        pingAfter = TimeAmount(limits.pingAfter)
        silenceMax = TimeAmount(limits.silenceMax)
    }

    /// Judges a peer that was heard last at a time; while we do not listen it cannot be blamed.
    ///
    /// - Returns: the verdict, and when to judge again.
    mutating func judge(
        heard: NIODeadline, isListening: Bool, now: NIODeadline
    ) -> (verdict: Verdict, next: NIODeadline) {
        let end = isListening ? heard + silenceMax : now + silenceMax
        guard now < end else { return (.giveUp, now) }
        let due = max(heard, lastAsked ?? heard) + pingAfter
        guard now >= due else { return (.wait, min(due, end)) }
        lastAsked = now
        return (.ask, min(now + pingAfter, end))
    }
}
