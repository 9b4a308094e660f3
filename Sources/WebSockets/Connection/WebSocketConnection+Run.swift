extension WebSocketConnection {
    /// Runs a handler, then closes and waits until the connection is over, cancelled or not.
    ///
    /// - Parameter failure: the code to close with when the handler throws.
    func run<Outcome: Sendable>(
        limits: WebSocketLimits, failure: WebSocketCloseCode,
        _ handler: @escaping @Sendable (WebSocketConnection) async throws -> Outcome
    ) async throws -> Outcome {
        do {
            let outcome = try await handle(limits, handler)
            await closeForSure(Task.isCancelled ? .goingAway : .normal)
            return outcome
        } catch {
            await closeForSure(error is CancellationError ? .goingAway : failure)
            throw error
        }
    }

    /// A cancelled task would not wait: one of its own does.
    private func closeForSure(_ code: WebSocketCloseCode) async {
        await Task { await close(code) }.value
    }

    /// The handler's outcome. Once the connection is over it has some time to end, before it is
    /// cancelled.
    private func handle<Outcome: Sendable>(
        _ limits: WebSocketLimits,
        _ handler: @escaping @Sendable (WebSocketConnection) async throws -> Outcome
    ) async throws -> Outcome {
        try await withThrowingTaskGroup(of: Outcome?.self) { group in
            group.addTask { try await handler(self) }
            group.addTask {
                _ = try? await end()
                try? await Task.sleep(for: limits.closingMax)
                return nil
            }
            while let outcome = try await group.next() {
                group.cancelAll()
                if let outcome { return outcome }
            }
            throw CancellationError()
        }
    }
}
