import Glibc

/// A folder for the files of one benchmark, removed with its last user.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/tandem-bench-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw Failure() }
        path = String(cString: made)
    }

    /// The path of a file in it.
    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Removes a file and those that SQLite keeps beside it.
    func remove(_ name: String) {
        for suffix in ["", "-wal", "-shm", ".lock"] { unlink(file(name) + suffix) }
    }

    deinit {
        let names = ["bars.csv", "import.sqlite", "load.sqlite", "ledger.sqlite", "floor.sqlite"]
        for name in names { remove(name) }
        rmdir(path)
    }

    struct Failure: Error {}
}
