import ArgumentParser
import Storage

/// `tandem backup`: copies the database while the desk runs.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the database, also while the desk runs.",
        discussion: """
            The copy is the database of one moment, checked before it gets its name, and readable \
            by its owner only. A file that is there is never overwritten. To go back, stop the \
            desk and name the copy with --database, or put it in the place of tandem.sqlite.

            EXAMPLE: tandem backup tandem-2026-01-22.sqlite
            """)

    @Argument(help: "Where the copy is to be.")
    var file: String

    @Flag(name: .long, help: "Print the report as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOption

    func run() async throws {
        let path = try database.existing()
        let size = try Backup.write(of: path, to: file)
        if json {
            try JSONOutput.print(BackupAnswer(database: path, file: file, bytes: size))
        } else {
            print("\(path) is copied to \(file) (\(size) bytes) and checked.")
        }
    }
}

/// What was copied.
private struct BackupAnswer: Encodable {
    let database, file: String
    let bytes: Int64
}
