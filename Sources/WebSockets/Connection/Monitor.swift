import Synchronization

/// A value that is changed under a lock, and the tasks that wait until it suits them.
///
/// First come, first served: nobody is asked before all who came earlier have what they want. No
/// task is resumed under the lock: resuming takes a lock of the task's own, which a cancellation
/// holds while it comes here for ours.
final class Monitor<State: Sendable>: Sendable {
    /// Resumes a task.
    private typealias Resumption = @Sendable () -> Void

    private struct Waiter: Sendable {
        let number: Int
        /// Takes what its task waits for; nil when that is not there yet.
        let serve: @Sendable (inout State) -> Resumption?
        /// Ends the wait with a `CancellationError`.
        let giveUp: Resumption
    }

    private struct Content: Sendable {
        var state: State
        var waiters: [Waiter] = []
        var lastNumber = 0

        mutating func serve() -> [Resumption] {
            var served: [Resumption] = []
            while served.count < waiters.count, let one = waiters[served.count].serve(&state) {
                served.append(one)
            }
            waiters.removeFirst(served.count)
            return served
        }
    }

    private let content: Mutex<Content>

    init(_ state: State) { content = Mutex(Content(state: state)) }

    /// Changes the value, then serves those who wait.
    @discardableResult
    func change<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
        let (value, served) = content.withLock { content in
            let value = body(&content.state)
            return (value, content.serve())
        }
        for resume in served { resume() }
        return value
    }

    /// Waits until `take` finds what it wants in the value, and takes it.
    ///
    /// - Throws: `CancellationError` when the task is cancelled; then nothing was taken.
    func wait<Value: Sendable>(
        _ take: @escaping @Sendable (inout State) -> Value?
    ) async throws -> Value {
        let number = content.withLock { content in
            content.lastNumber += 1
            return content.lastNumber
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enter(number, continuation, take)
            }
        } onCancel: {
            abandon(number)
        }
    }

    private func enter<Value: Sendable>(
        _ number: Int, _ continuation: CheckedContinuation<Value, any Error>,
        _ take: @escaping @Sendable (inout State) -> Value?
    ) {
        let serve: @Sendable (inout State) -> Resumption? = { state in
            guard let value = take(&state) else { return nil }
            return { continuation.resume(returning: value) }
        }
        let waiter = Waiter(number: number, serve: serve) {
            continuation.resume(throwing: CancellationError())
        }
        let served = content.withLock { content -> [Resumption] in
            // Cancelled before this: `abandon` has come and found nobody.
            guard !Task.isCancelled else { return [waiter.giveUp] }
            content.waiters.append(waiter)
            return content.serve()
        }
        for resume in served { resume() }
    }

    private func abandon(_ number: Int) {
        let served = content.withLock { content -> [Resumption] in
            guard let index = content.waiters.firstIndex(where: { $0.number == number }) else {
                return []
            }
            return [content.waiters.remove(at: index).giveUp] + content.serve()
        }
        for resume in served { resume() }
    }
}
