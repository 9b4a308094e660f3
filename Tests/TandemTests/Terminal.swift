import Foundation
import Testing

/// A folder, a database in it, and the built `tandem` to use on it.
final class Terminal: Sendable {
    let folder: String

    init() throws {
        var template = Array("/tmp/tandem-terminal-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var database: String { path("tandem.sqlite") }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Runs `tandem` on the database to its end; it must end by itself, never by a signal.
    @discardableResult
    func tandem(_ arguments: String...) throws -> Launch {
        let launch = try Launch(
            try Launch.path(of: "tandem"), arguments, in: self,
            environment: ["TANDEM_DATABASE": database])
        #expect(!launch.isKilled, "tandem \(arguments) died of signal \(launch.status)")
        return launch
    }

    /// Writes a file and returns its path.
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: path(name)))
        return path(name)
    }

    /// Imports a few bars of AAA, a line each: `2025-01-13,100,101,99,100,1000`.
    func importBars(_ lines: [String] = bars) throws {
        let file = try write(Self.csv(lines), to: "bars.csv")
        let launch = try tandem("import", file, "--symbol", "AAA")
        try #require(launch.status == 0, "\(launch.errors)")
    }

    static func csv(_ lines: [String]) -> String {
        (["time,open,high,low,close,volume"] + lines).joined(separator: "\n") + "\n"
    }

    /// Five days of January 2025.
    static let bars = [
        "2025-01-13,100,101,99,100,1000", "2025-01-14,101,102,100,101,1000",
        "2025-01-15,102,103,101,102,1000", "2025-01-16,103,104,102,103,1000",
        "2025-01-17,104,105,103,104,1000",
    ]

    /// A paper run with an orders file of this text.
    func paper(_ orders: String, _ more: String...) throws -> Launch {
        let file = try write(orders, to: "orders.json")
        let launch = try Launch(
            try Launch.path(of: "tandem"), ["paper", "--symbol", "AAA", "--orders", file] + more,
            in: self, environment: ["TANDEM_DATABASE": database])
        #expect(!launch.isKilled, "tandem paper died of signal \(launch.status)")
        return launch
    }

    /// Whether the doctor finds nothing.
    func isHealthy() throws -> Bool { try tandem("doctor").status == 0 }

    /// The bytes of the database and of its log; an empty log is as good as none.
    func bytes() throws -> [Data] {
        ["", "-wal"].map { FileManager.default.contents(atPath: database + $0) ?? Data() }
    }

    /// A terminal whose database has the five days of AAA, made once and copied.
    static func withBars() throws -> Terminal {
        let terminal = try Terminal()
        try template.get().write(to: URL(filePath: terminal.database))
        return terminal
    }

    private static let template = Result {
        let terminal = try Terminal()
        try terminal.importBars()
        return try #require(FileManager.default.contents(atPath: terminal.database))
    }

    /// The root of this checkout.
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
}
