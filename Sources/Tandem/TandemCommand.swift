import ArgumentParser
import Foundation

/// The `tandem` command.
@main
struct TandemCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tandem",
        abstract: "A trading desk: one page, one engine, paper and live.",
        discussion: """
            Everything is kept in one SQLite file, tandem.sqlite in the current folder unless \
            --database, TANDEM_DATABASE or tandem.conf names another.
            """,
        version: "0.1.0",
        subcommands: [
            ServeCommand.self, ImportCommand.self, PaperCommand.self, DoctorCommand.self,
            ModeCommand.self, BackupCommand.self, ClearCommand.self, BacktestCommand.self,
            SweepCommand.self, LookaheadCommand.self, ExchangeCommand.self,
        ])

    /// Runs the command that was asked for.
    ///
    /// What is wrong with the words of the command line is told with its usage and ends with status
    /// 64; all else in one sentence and with status 1.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch {
            guard exitCode(for: error) == .failure, !(error is ExitCode) else {
                exit(withError: error)
            }
            let sentence = Data("tandem: \(error)\n".utf8)
            FileHandle.standardError.write(sentence)
            Foundation.exit(ExitCode.failure.rawValue)
        }
    }
}
