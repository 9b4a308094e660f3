import Foundation
import Testing

/// The words of the command line.
struct CommandLineTests {
    @Test(arguments: ["import", "paper", "doctor", "clear"])
    func `help of each command has an example`(_ command: String) throws {
        let help = try Terminal().tandem(command, "--help")
        #expect(help.status == 0)
        #expect(help.output.contains("EXAMPLE: tandem \(command)"))
    }

    @Test func `help names the commands, and the version is told`() throws {
        let terminal = try Terminal()
        let help = try terminal.tandem("--help")
        #expect(help.status == 0)
        for command in ["import", "paper", "doctor", "clear"] {
            #expect(help.output.contains("\n  \(command) "))
        }
        #expect(try terminal.tandem("--version").status == 0)
    }

    @Test(arguments: [
        ["import", "x.csv", "--symbol", "AAA", "--fast"], ["paper"], ["doctor", "--verbose"],
        ["clear", "--yes"], ["trade"], ["import", "x.csv"], ["paper", "--symbol"],
        ["paper", "--symbol", "AAA", "--days", "0"], ["paper", "--symbol", "AAA", "--days", "x"],
        ["paper", "--symbol", "AAA", "--costs", "free"],
    ])
    func `words that mean nothing end with status 64 and make no file`(
        _ words: [String]
    ) throws {
        let terminal = try Terminal()
        let run = try Launch(
            try Launch.path(of: "tandem"), words, in: terminal,
            environment: ["TANDEM_DATABASE": terminal.database])
        #expect(run.status == 64 && !run.isKilled)
        #expect(run.output.isEmpty && run.errors.contains("tandem"))
        #expect(!FileManager.default.fileExists(atPath: terminal.database))
    }

    @Test(arguments: ["doctor", "clear"])
    func `a mistyped database is an error, and none is made`(_ command: String) throws {
        let terminal = try Terminal()
        let run =
            command == "clear"
            ? try terminal.tandem("clear", "--yes-delete-everything") : try terminal.tandem(command)
        #expect(run.status == 1)
        #expect(run.errors == "tandem: \(terminal.database): there is no such database\n")
        #expect(!FileManager.default.fileExists(atPath: terminal.database))
        #expect(!FileManager.default.fileExists(atPath: "\(terminal.database).lock"))
    }
}
