import Foundation
import Testing

/// A disk of 2 MB that is full in the middle of a run. Needs root, to mount it.
@Suite(.enabled(if: getuid() == 0, "only root may mount"))
struct FullDiskTests {
    private static let orders = """
        [{"at": "2004-08-19", "symbol": "GOOG", "side": "buy", "qty": 100, "client_order_id": "in"},
         {"at": "2012-12-03", "symbol": "GOOG", "side": "sell", "qty": 40, "client_order_id": "out"}]
        """

    @Test func `a full disk is told, nothing is half written, and with room it goes on`() throws {
        let roomy = try Terminal()
        let end = try trade(in: roomy.folder, roomy)
        try #require(end.status == 0)

        let disk = try Disk()
        let refused = try trade(in: disk.folder, disk.terminal)
        #expect(refused.status == 1 && refused.output.isEmpty && !refused.isKilled)
        #expect(
            refused.errors == """
                tandem: nothing was written: the disk is full; try again once that is mended

                """)
        try disk.resize(megabytes: 64)
        let database = "\(disk.folder)/tandem.sqlite"
        #expect(try disk.terminal.tandem("doctor", "--database", database).status == 0)
        let resumed = try paper(in: disk.folder, disk.terminal)
        #expect(resumed.status == 0 && resumed.output == end.output)
        #expect(try disk.terminal.tandem("doctor", "--database", database).status == 0)
    }

    @Test func `an import that does not fit leaves the bars as they were`() throws {
        let disk = try Disk()
        let database = "\(disk.folder)/tandem.sqlite"
        let samples = "\(Terminal.root)/samples"
        let first = try disk.terminal.tandem(
            "import", "\(samples)/goog_daily.csv", "--symbol", "GOOG", "--database", database)
        try #require(first.status == 0, "\(first.errors)")
        try disk.fill()
        let second = try disk.terminal.tandem(
            "import", "\(samples)/ibm_daily.csv", "--symbol", "IBM", "--database", database)
        #expect(second.status == 1 && second.output.isEmpty)
        #expect(second.errors.contains("the disk is full"), "\(second.errors)")
        try disk.resize(megabytes: 64)
        #expect(try disk.terminal.tandem("doctor", "--database", database).status == 0)
        let again = try disk.terminal.tandem(
            "import", "\(samples)/ibm_daily.csv", "--symbol", "IBM", "--database", database)
        #expect(again.output.hasPrefix("IBM 1d: 3270 bars read, 3270 added"))
    }

    /// Imports GOOG and trades on it.
    private func trade(in folder: String, _ terminal: Terminal) throws -> Launch {
        let imported = try terminal.tandem(
            "import", "\(Terminal.root)/samples/goog_daily.csv", "--symbol", "GOOG", "--database",
            "\(folder)/tandem.sqlite")
        try #require(imported.status == 0, "\(imported.errors)")
        return try paper(in: folder, terminal)
    }

    private func paper(in folder: String, _ terminal: Terminal) throws -> Launch {
        let file = try terminal.write(Self.orders, to: "orders.json")
        return try terminal.tandem(
            "paper", "--symbol", "GOOG", "--orders", file, "--json", "--database",
            "\(folder)/tandem.sqlite")
    }
}

/// A small disk in memory, mounted while this lives.
private final class Disk {
    let terminal: Terminal
    let folder: String

    init() throws {
        terminal = try Terminal()
        folder = terminal.path("disk")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try Self.run("/bin/mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], terminal)
    }

    func resize(megabytes: Int) throws {
        try Self.run("/bin/mount", ["-o", "remount,size=\(megabytes)m", folder], terminal)
    }

    /// Leaves no room.
    func fill() throws {
        let file = "of=\(folder)/ballast"
        _ = try Launch("/bin/dd", ["if=/dev/zero", file, "bs=4096", "count=1000"], in: terminal)
    }

    deinit { try? Self.run("/bin/umount", ["-l", folder], terminal) }

    private static func run(_ program: String, _ words: [String], _ terminal: Terminal) throws {
        let launch = try Launch(program, words, in: terminal)
        try #require(launch.status == 0, "\(program) \(words): \(launch.errors)")
    }
}
