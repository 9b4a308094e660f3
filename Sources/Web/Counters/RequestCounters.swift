import Domain
import HTTPTypes
import Hummingbird
import Synchronization

/// Counts requests by method, route and status, and how long they took.
final class RequestCounters: Sendable {
    /// What requests are told apart by; each has few values, whatever a client sends.
    struct Kind: Hashable, Comparable {
        let route, method: String
        let status: Int

        static func < (left: Kind, right: Kind) -> Bool {
            (left.route, left.method, left.status) < (right.route, right.method, right.status)
        }
    }

    /// Upper ends of the classes of duration, in nanoseconds.
    static let bounds: [Int64] = [
        1_000_000, 5_000_000, 25_000_000, 100_000_000, 500_000_000, 2_500_000_000,
    ]

    /// How long requests took.
    struct Durations {
        /// Requests by class; the last is of those that took longer than all bounds.
        var counts = [Int64](repeating: 0, count: RequestCounters.bounds.count + 1)
        var nanoseconds: Int64 = 0
    }

    private struct State {
        var requests: [Kind: Int64] = [:]
        var durations = Durations()
    }

    private let state = Mutex(State())

    var requests: [(kind: Kind, count: Int64)] {
        state.withLock { $0.requests }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    var durations: Durations { state.withLock(\.durations) }

    func add(_ kind: Kind, nanoseconds: Int64) {
        let place = Self.bounds.firstIndex { nanoseconds <= $0 } ?? Self.bounds.count
        state.withLock { state in
            state.requests[kind, default: 0] += 1
            state.durations.counts[place] += 1
            state.durations.nanoseconds &+= max(0, nanoseconds)
        }
    }
}

/// Counts each request with its answer.
struct CountingMiddleware: RouterMiddleware {
    let counters: RequestCounters
    let now: @Sendable () -> Timestamp

    func handle(
        _ request: Request, context: DeskContext,
        next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        let start = now()
        let response = try await next(request, context)
        let kind = RequestCounters.Kind(
            route: context.endpointPath ?? "NotFound", method: Self.name(of: request.method),
            status: response.status.code)
        counters.add(kind, nanoseconds: now().nanoseconds - start.nanoseconds)
        return response
    }

    /// Words that clients make up are one kind.
    private static func name(of method: HTTPRequest.Method) -> String {
        let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
        return known.contains(method) ? method.rawValue : "other"
    }
}
