import Foundation

/// A program that was started; what it wrote is read once it has ended.
final class Launch {
    private let process = Process()
    /// Its folder holds what the program wrote.
    private let terminal: Terminal
    private let files: (out: String, err: String)

    /// Starts a program and waits for its end.
    convenience init(
        _ program: String, _ arguments: [String], in terminal: Terminal,
        environment: [String: String] = [:], folder: String? = nil
    ) throws {
        try self.init(
            starting: program, arguments, in: terminal, environment: environment, folder: folder)
        wait()
    }

    /// Starts a program. Its output goes to files: a pipe that nobody reads would stop it.
    init(
        starting program: String, _ arguments: [String], in terminal: Terminal,
        environment: [String: String] = [:], folder: String? = nil
    ) throws {
        self.terminal = terminal
        let name = UUID().uuidString
        files = (terminal.path("\(name).out"), terminal.path("\(name).err"))
        for path in [files.out, files.err] { try Data().write(to: URL(filePath: path)) }
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: files.out))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: files.err))
        try process.run()
    }

    func wait() { process.waitUntilExit() }

    func signal(_ number: Int32) { kill(pid, number) }

    var isRunning: Bool { process.isRunning }

    var pid: pid_t { process.processIdentifier }
    /// The exit code, or the signal where `isKilled`.
    var status: Int32 { process.terminationStatus }
    var isKilled: Bool { process.terminationReason == .uncaughtSignal }
    var output: String { Self.text(files.out) }
    var errors: String { Self.text(files.err) }

    private static func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }

    /// A program of this package, which lies beside the running tests.
    static func path(of product: String) throws -> String {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: tests).deletingLastPathComponent().appending(path: product).path
    }
}
