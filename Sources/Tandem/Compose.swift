import ArgumentParser
import Domain
import Foundation
import Storage

/// Which database a command works on.
struct DatabaseOption: ParsableArguments {
    @Option(name: .long, help: "The database file. Also TANDEM_DATABASE; else tandem.sqlite.")
    var database: String?

    var path: String {
        get throws(CommandFault) {
            if let database { return database }
            return try OutsideSettings().text(.database) ?? "tandem.sqlite"
        }
    }

    /// Lends the ledger for writing; meanwhile no other command writes. It is closed at the end,
    /// however that comes, so that the database is one file again and can be copied.
    func writing<Answer>(
        in surroundings: Surroundings = .real, _ body: (Ledger) async throws -> Answer
    ) async throws -> Answer {
        let path = try path
        let lock = try WriterLock(database: path)
        defer { lock.release() }
        let ledger = try Ledger.open(at: path, surroundings: surroundings)
        do {
            let answer = try await body(ledger)
            try ledger.close()
            return answer
        } catch {
            try? ledger.close()
            throw error
        }
    }

    /// The path of a database that must be there already, so that a mistyped name makes no new one.
    func existing() throws -> String {
        let path = try path
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandFault("\(path): there is no such database")
        }
        return path
    }
}

extension Surroundings {
    /// The machine's clock, and random order names.
    static var real: Surroundings {
        let now: @Sendable () -> Timestamp = {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            let nanoseconds = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
            return Timestamp(nanoseconds: nanoseconds)
        }
        return Surroundings(
            wallNow: now, marketNow: now,
            newOrderID: {
                let name = UUID().uuidString.lowercased()
                guard let id = ClientOrderID(name) else {
                    preconditionFailure("A UUID has 36 characters of 0-9, a-f and -.")
                }
                return id
            })
    }
}

/// Why a command cannot do what it was asked, in words for the one who asked.
struct CommandFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
