import FoundationEssentials
import Glibc
import Testing

@testable import Storage

struct WriterLockTests {
    @Test func `a second taker in the same process is refused and told who holds it`() throws {
        let folder = try TemporaryFolder()
        let lock = try WriterLock(database: folder.path("desk.sqlite"))
        #expect(throws: StorageError.locked(by: "\(getpid())")) {
            try WriterLock(database: folder.path("desk.sqlite"))
        }
        lock.release()
        lock.release()
        try WriterLock(database: folder.path("desk.sqlite")).release()
    }

    @Test func `the lock ends with its holder's life`() throws {
        let folder = try TemporaryFolder()
        do { _ = try WriterLock(database: folder.path("desk.sqlite")) }
        try WriterLock(database: folder.path("desk.sqlite")).release()
    }

    @Test func `another process is refused while we hold it, and we while it does`() throws {
        let folder = try TemporaryFolder()
        let lock = try WriterLock(database: folder.path("desk.sqlite"))
        #expect(try run("/usr/bin/flock", "-n", lock.path, "true") == 1)
        lock.release()
        #expect(try run("/usr/bin/flock", "-n", lock.path, "true") == 0)

        let other = try start("/usr/bin/flock", lock.path, "sleep", "30")
        var refusal: StorageError?
        for _ in 0..<500 where refusal == nil {  // Until flock(1) has come to hold it.
            do throws(StorageError) {
                try WriterLock(database: folder.path("desk.sqlite")).release()
                usleep(10_000)
            } catch {
                refusal = error
            }
        }
        #expect(refusal == .locked(by: "unknown"))  // flock(1) writes no pid.
        // The kernel lets go at the end of all who inherited it, however they end.
        kill(-other, SIGKILL)
        var status: Int32 = 0
        waitpid(other, &status, 0)
        let mayBeTaken = (0..<500).contains { _ in
            usleep(10_000)
            return (try? WriterLock(database: folder.path("desk.sqlite"))) != nil
        }
        #expect(mayBeTaken)
    }

    @Test func `a link to the database is the same database`() throws {
        let folder = try TemporaryFolder()
        let real = folder.path("desk.sqlite")
        try Data().write(to: URL(filePath: real))
        #expect(symlink(real, folder.path("link.sqlite")) == 0)
        let lock = try WriterLock(database: real)
        #expect(throws: StorageError.locked(by: "\(getpid())")) {
            try WriterLock(database: folder.path("link.sqlite"))
        }
        lock.release()
    }

    @Test func `where no lock file can be made, the message names it`() throws {
        #expect {
            try WriterLock(database: "/nowhere/at/all/desk.sqlite")
        } throws: { error in
            guard case .unavailable(let reason)? = error as? StorageError else { return false }
            return reason.hasPrefix("/nowhere/at/all/desk.sqlite.lock: No such file")
        }
    }

    private func run(_ arguments: String...) throws -> Int32 {
        let pid = try spawn(arguments)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        return status >> 8 & 0xff
    }

    private func start(_ arguments: String...) throws -> pid_t { try spawn(arguments) }

    /// Starts a program in a process group of its own.
    private func spawn(_ arguments: [String]) throws -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        defer { posix_spawnattr_destroy(&attributes) }
        var words = arguments.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, arguments[0], nil, &attributes, &words, environ)
        try #require(code == 0)
        return pid
    }
}
