import Foundation

/// The files of this checkout.
struct Checkout {
    let sources: [SourceFile]
    let tests: [SourceFile]
    let manifest: Manifest
    /// Paths of all files below `Sources` and `Tests`, resources and fixtures too.
    let paths: [String]

    /// The checkout these tests were built from, read once.
    static func current() throws -> Checkout { try reading.get() }

    private static let reading = Result { try Checkout(root: root) }

    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent()  // Reading
        .deletingLastPathComponent()  // ArchitectureTests
        .deletingLastPathComponent()  // Tests
        .deletingLastPathComponent()

    private init(root: URL) throws {
        paths = try ["Sources", "Tests"].flatMap { folder in
            try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
                .map { "\(folder)/\($0)" }
        }.sorted()
        let files = try paths.filter { $0.hasSuffix(".swift") }.map { path in
            SourceFile(path: path, text: try Checkout.text(path))
        }
        sources = files.filter(\.isSource)
        tests = files.filter { !$0.isSource }
        manifest = Manifest(try Checkout.text("Package.swift"))
    }

    /// The text of a file, by its path from the root.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Replaces a file's text.
    static func write(_ text: String, to path: String) throws {
        try text.write(to: root.appending(path: path), atomically: true, encoding: .utf8)
    }
}
