import Domain
import Glibc
import Storage
import Synchronization

/// Trades on a database file and kills itself with SIGKILL at the n-th passing of a checkpoint.
///
///     Crash DATABASE stream|replay|desk CHECKPOINT COUNT
///
/// It goes on where the file is, and writes a line to standard output for each thing that the
/// ledger has acknowledged, never before. A count that is not reached lets it come to its end.
@main
struct CrashProgram {
    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count == 5, let variant = Variant(rawValue: words[2]),
            let checkpoint = Checkpoint(rawValue: words[3]), let count = Int(words[4])
        else {
            say("usage: Crash DATABASE stream|replay|desk CHECKPOINT COUNT")
            exit(64)
        }
        let ledger = try Ledger.open(
            at: words[1], surroundings: .fixed(killingAt: checkpoint, passing: count))
        switch variant {
        case .stream: try await BatchStream.run(on: ledger) { say("acknowledged \($0)") }
        case .replay: try await ReplayScene.run(on: ledger) { say("acknowledged \($0)") }
        case .desk: try await DeskRun.run(on: ledger) { say("acknowledged \($0)") }
        }
        say("done")
    }

    /// One write, no buffer: a line is out, or was never begun.
    private static func say(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        _ = write(1, bytes, bytes.count)
    }
}

/// What the program does with the ledger.
enum Variant: String, CaseIterable {
    /// Batches made by hand, one commit each.
    case stream
    /// A paper account on a replay of bars.
    case replay
    /// A desk with orders by hand.
    case desk
}

extension Surroundings {
    /// Surroundings in which no time passes, so that two runs write the same.
    static var fixed: Surroundings {
        let now = Timestamp(nanoseconds: 1_769_094_000_000_000_000)
        return Surroundings(
            wallNow: { now }, marketNow: { now },
            newOrderID: { preconditionFailure("Every order of the scenes has a name.") })
    }

    /// The same, and the process ends at the n-th passing of a checkpoint, as a power cut ends it.
    static func fixed(killingAt fatal: Checkpoint, passing count: Int) -> Surroundings {
        let left = Counter(count)
        var surroundings = fixed
        surroundings.checkpoint = { checkpoint in
            if checkpoint == fatal, left.countDown() == 0 { kill(getpid(), SIGKILL) }
        }
        return surroundings
    }
}

/// Counts down from any thread.
private final class Counter: Sendable {
    private let left: Atomic<Int>

    init(_ count: Int) { left = Atomic(count) }

    func countDown() -> Int { left.subtract(1, ordering: .relaxed).newValue }
}
