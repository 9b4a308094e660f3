import Glibc
import Synchronization

/// The right to write to a database file, held by one process at a time and for as long as this
/// lives.
///
/// An exclusive `flock` on a file beside the database (`<database>.lock`): the kernel lets go of it
/// when the process ends, however it ends, so a crash leaves nothing to clean up. The file stays;
/// to delete it would let two holders lock two files of one name. It carries the holder's pid.
public final class WriterLock: Sendable {
    /// The lock file.
    public let path: String
    private let descriptor: Mutex<Int32?>

    /// Takes the lock of a database file, which need not exist yet.
    ///
    /// - Throws: `StorageError.locked` naming the holder, `.unavailable` where no lock file can be.
    public init(database: String) throws(StorageError) {
        path = Self.resolved(database) + ".lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw .unavailable("\(path): \(Self.message(errno))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            let holder = Self.holder(descriptor)
            close(descriptor)
            guard code == EWOULDBLOCK else {
                throw .unavailable("\(path): \(Self.message(code))")
            }
            throw .locked(by: holder.map(String.init) ?? "unknown")
        }
        self.descriptor = Mutex(descriptor)
        Self.write("\(getpid())\n", to: descriptor)
    }

    /// Gives the lock back; again is harmless.
    public func release() {
        descriptor.withLock { held in
            guard let descriptor = held else { return }
            Self.write("", to: descriptor)
            close(descriptor)
            held = nil
        }
    }

    deinit { release() }

    /// The file itself where the path leads over links, so that all its names share one lock.
    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// The pid in the file: for the message only, so its absence is no error.
    private static func holder(_ descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes.prefix(count).prefix { $0 != 10 }, as: UTF8.self))
    }

    private static func write(_ text: String, to descriptor: Int32) {
        guard ftruncate(descriptor, 0) == 0 else { return }
        let bytes = Array(text.utf8)
        _ = pwrite(descriptor, bytes, bytes.count, 0)
    }

    private static func message(_ code: Int32) -> String { String(cString: strerror(code)) }
}
