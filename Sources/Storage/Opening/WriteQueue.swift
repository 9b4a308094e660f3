import Domain
import GRDB
import Synchronization

/// The one way to write: what waits while a commit is under way is committed together by the next.
///
/// A bad one fails alone; the commit, and with it the wait for the disk, is shared. Nobody is
/// answered before the disk has it. A write that was handed in is always answered, also when its
/// task is cancelled, so that no caller is left in doubt.
final class WriteQueue: Sendable {
    /// How many writes may wait; one more is refused, so that a stuck disk does not eat the memory.
    static let waitingMax = 4_096
    /// How many writes share a commit at most, so that the first of them does not wait for long.
    static let sharedMax = 256

    private let database: any DatabaseWriter
    private let surroundings: Surroundings
    private let state = Mutex(State())

    private struct State {
        var waiting: [any Job] = []
        var isDraining = false
    }

    init(_ database: any DatabaseWriter, surroundings: Surroundings) {
        self.database = database
        self.surroundings = surroundings
    }

    /// Runs `body` in a transaction, and returns when it is on disk.
    func write<T: Sendable>(
        _ body: @escaping @Sendable (inout GroupCommit) throws -> T
    ) async throws(StorageError) -> T {
        let result: Result<T, StorageError> = await withCheckedContinuation { continuation in
            let work = Work(body) { continuation.resume(returning: $0) }
            if !add(work) {
                let reason = "\(Self.waitingMax) writes are waiting for the disk"
                continuation.resume(returning: .failure(.unavailable(reason)))
            }
        }
        return try result.get()
    }

    /// How many writes wait for the one under way.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Whether there was room; starts a drain where none is under way.
    private func add(_ job: any Job) -> Bool {
        let (isTaken, isFirst) = state.withLock { state in
            guard state.waiting.count < Self.waitingMax else { return (false, false) }
            state.waiting.append(job)
            defer { state.isDraining = true }
            return (true, !state.isDraining)
        }
        if isFirst { scheduleDrain() }
        return isTaken
    }

    private func scheduleDrain() {
        database.asyncWriteWithoutTransaction { db in
            self.commit(self.takeWaiting(), in: db)
            let isDone = self.state.withLock { state in
                state.isDraining = !state.waiting.isEmpty
                return state.waiting.isEmpty
            }
            if !isDone { self.scheduleDrain() }
        }
    }

    private func takeWaiting() -> [any Job] {
        state.withLock { state in
            let jobs = Array(state.waiting.prefix(Self.sharedMax))
            state.waiting.removeFirst(jobs.count)
            return jobs
        }
    }

    private func commit(_ jobs: [any Job], in db: Database) {
        do {
            try transact(jobs, in: db)
        } catch let fault where fault.isOfRows && jobs.count > 1 {
            // One of them cannot be written as it is: that one alone shall fail.
            for job in jobs {
                do throws(CommitFault) {
                    try transact([job], in: db)
                } catch {
                    job.fail(error.cause)
                }
            }
        } catch {
            for job in jobs { job.fail(error.cause) }
        }
        for job in jobs { job.answer() }
    }

    /// Runs writes in one transaction and commits it.
    ///
    /// - Throws: what ended the whole transaction, of which then nothing is left.
    private func transact(_ jobs: [any Job], in db: Database) throws(CommitFault) {
        do {
            if db.isInsideTransaction { try db.rollback() }  // The last one failed to.
            try db.beginTransaction(.immediate)
            var commit = GroupCommit(db, surroundings)
            for job in jobs { try job.run(in: &commit) }
            try commit.settle()
            surroundings.checkpoint(.commitReady)
            try db.commit()
            surroundings.checkpoint(.committed)
        } catch {
            if db.isInsideTransaction { try? db.rollback() }
            throw error as? CommitFault ?? CommitFault(cause: error)
        }
    }
}

/// A write that waits for its turn, whatever it returns.
private protocol Job: Sendable {
    /// Runs it, and keeps what it returned or threw.
    ///
    /// - Throws: only what ends the whole transaction.
    func run(in commit: inout GroupCommit) throws(CommitFault)
    func fail(_ error: any Error)
    func answer()
}

/// A write and who waits for it.
private final class Work<T: Sendable>: Job {
    private let body: @Sendable (inout GroupCommit) throws -> T
    private let done: @Sendable (Result<T, StorageError>) -> Void
    private let result = Mutex<Result<T, StorageError>?>(nil)

    init(
        _ body: @escaping @Sendable (inout GroupCommit) throws -> T,
        done: @escaping @Sendable (Result<T, StorageError>) -> Void
    ) {
        self.body = body
        self.done = done
    }

    func run(in commit: inout GroupCommit) throws(CommitFault) {
        do {
            let value = try body(&commit)
            result.withLock { $0 = .success(value) }
        } catch let fault as CommitFault {
            throw fault
        } catch {
            let failure = StorageError(from: error)
            result.withLock { $0 = .failure(failure) }
        }
    }

    /// The first failure stays: it says more than that of the commit which followed.
    func fail(_ error: any Error) {
        let failure = StorageError(from: error)
        result.withLock { result in
            if case .failure = result { return }
            result = .failure(failure)
        }
    }

    func answer() {
        let lost = Result<T, StorageError>.failure(.unavailable("the write was not begun"))
        done(result.withLock { $0 } ?? lost)
    }
}
