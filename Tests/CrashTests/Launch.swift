import Foundation

/// A program that was started and has ended.
struct Launch {
    /// The exit code, or the signal where `isKilled`.
    let status: Int32
    let isKilled: Bool
    let output: String
    let errors: String

    /// Runs a program to its end.
    ///
    /// - Parameter folder: where its output is kept meanwhile: a pipe nobody reads would stop it.
    init(_ program: String, _ arguments: [String], in folder: TemporaryFolder) throws {
        let name = UUID().uuidString
        let (out, err) = (folder.path("\(name).out"), folder.path("\(name).err"))
        for path in [out, err] { try Data().write(to: URL(filePath: path)) }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: out))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: err))
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        isKilled = process.terminationReason == .uncaughtSignal
        output = String(decoding: try Data(contentsOf: URL(filePath: out)), as: UTF8.self)
        errors = String(decoding: try Data(contentsOf: URL(filePath: err)), as: UTF8.self)
    }

    /// A program of this package, which lies beside the running tests.
    static func path(of product: String) throws -> String {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: tests).deletingLastPathComponent().appending(path: product).path
    }
}

/// A folder of a test's own, removed with it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/tandem-crash-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    func path(_ name: String) -> String { "\(path)/\(name)" }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
