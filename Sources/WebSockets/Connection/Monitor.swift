import Synchronization

/// A value that is changed under a lock, and the tasks that wait until it suits them.
///
/// First come, first served: nobody is asked before all who came earlier have what they want.
final class Monitor<State: Sendable>: Sendable {
    private struct Waiter: Sendable {
        let number: Int
        /// Takes what it waits for and resumes its task; false when it must wait on.
        let isServed: @Sendable (inout State) -> Bool
        /// Resumes its task with a `CancellationError`.
        let giveUp: @Sendable () -> Void
    }

    private struct Content: Sendable {
        var state: State
        var waiters: [Waiter] = []
        var lastNumber = 0

        mutating func serve() {
            while let first = waiters.first, first.isServed(&state) { waiters.removeFirst() }
        }
    }

    private let content: Mutex<Content>

    init(_ state: State) { content = Mutex(Content(state: state)) }

    /// Changes the value, then serves those who wait.
    @discardableResult
    func change<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
        content.withLock { content in
            let result = body(&content.state)
            content.serve()
            return result
        }
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
        let waiter = Waiter(number: number) { state in
            guard let result = take(&state) else { return false }
            continuation.resume(returning: result)
            return true
        } giveUp: {
            continuation.resume(throwing: CancellationError())
        }
        content.withLock { content in
            // Cancelled before this: `abandon` has come and found nobody.
            guard !Task.isCancelled else { return waiter.giveUp() }
            content.waiters.append(waiter)
            content.serve()
        }
    }

    private func abandon(_ number: Int) {
        content.withLock { content in
            guard let index = content.waiters.firstIndex(where: { $0.number == number }) else {
                return
            }
            content.waiters.remove(at: index).giveUp()
            content.serve()
        }
    }
}
