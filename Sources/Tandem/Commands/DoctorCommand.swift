import ArgumentParser
import Storage

/// `tandem doctor`: recomputes everything and reports what differs.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the database: every figure is recomputed from its source.",
        discussion: """
            Changes nothing. The exit code is 0 only when nothing was found.

            EXAMPLE: tandem doctor --database tandem.sqlite
            """)

    @Flag(name: .long, help: "Print the findings as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOption

    func run() async throws {
        let findings = try Doctor.examine(path: try database.existing())
        if json {
            try JSONOutput.print(findings.map(FindingAnswer.init))
        } else {
            for finding in findings { print(finding.description) }
            print(findings.isEmpty ? "Nothing found: all is as it should be." : summary(findings))
        }
        if !findings.isEmpty { throw ExitCode.failure }
    }

    private func summary(_ findings: [Finding]) -> String {
        """
        \(findings.count == 1 ? "1 finding" : "\(findings.count) findings"). Keep this file as it is, trade on a new one, and compare with \
        a backup: above stands every cell that differs.
        """
    }
}

/// One finding of the doctor.
struct FindingAnswer: Encodable {
    let table, row, column, found, expected, message: String?

    init(_ finding: Finding) {
        table = finding.table
        row = finding.row
        column = finding.column
        found = finding.found
        expected = finding.expected
        message = finding.description
    }
}
