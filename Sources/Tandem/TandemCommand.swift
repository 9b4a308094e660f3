import ArgumentParser

/// The `tandem` command.
@main
struct TandemCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tandem",
        abstract: "A trading desk: one page, one engine, paper and live.",
        discussion: """
            Everything is kept in one SQLite file, tandem.sqlite in the current folder unless \
            --database or TANDEM_DATABASE names another.
            """,
        version: "0.1.0",
        subcommands: [
            ImportCommand.self, PaperCommand.self, DoctorCommand.self, ClearCommand.self,
        ])
}
