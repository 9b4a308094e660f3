import Foundation

/// One file of a folder of reference cases, read for its questions.
struct GoldenFile {
    /// The folder of all reference cases.
    let root: URL
    /// The path below the folder, without a `.gz` at its end.
    let path: String

    /// The last part of the path: `metrics.json`.
    var name: String { (path as NSString).lastPathComponent }

    /// The text, unpacked where it is stored as `.gz`.
    func data() throws -> Data { try Self.read(root.appendingPathComponent(path)) }

    /// A file that lies elsewhere, by its path below the folder: the series or ticks a case speaks
    /// of.
    func other(_ path: String) -> GoldenFile { GoldenFile(root: root, path: path) }

    /// What a JSON file says it is (`metrics-golden/1`); nil for other files.
    func schema() -> String? {
        guard path.hasSuffix(".json"), let data = try? data() else { return nil }
        return try? JSONDecoder().decode(Labelled.self, from: data).schema
    }

    /// The first column of a CSV file, without its header.
    func firstColumn() throws -> [Substring] {
        let text = String(decoding: try data(), as: UTF8.self)
        return text.split(whereSeparator: \.isNewline).dropFirst().map {
            $0.prefix { $0 != "," }
        }
    }

    private struct Labelled: Decodable { let schema: String }

    private static func read(_ url: URL) throws -> Data {
        if FileManager.default.fileExists(atPath: url.path) { return try Data(contentsOf: url) }
        let packed = url.appendingPathExtension("gz")
        guard FileManager.default.fileExists(atPath: packed.path) else {
            throw GoldensFault("\(url.path): no such file, nor with .gz")
        }
        return try unpacked(packed)
    }

    private static func unpacked(_ url: URL) throws -> Data {
        let gzip = Process()
        gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        gzip.arguments = ["gzip", "-dc", url.path]
        let output = Pipe()
        gzip.standardOutput = output
        try gzip.run()
        // Read before waiting: a full pipe would keep gzip from ending.
        let data = output.fileHandleForReading.readDataToEndOfFile()
        gzip.waitUntilExit()
        guard gzip.terminationStatus == 0 else {
            throw GoldensFault("\(url.path): gzip ended with status \(gzip.terminationStatus)")
        }
        return data
    }
}

/// Why a file could not be answered, in words for the one who runs the tool.
struct GoldensFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
