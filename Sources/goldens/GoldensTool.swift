import Foundation

/// A development tool: answers a folder of reference cases with the libraries' public API.
@main
struct GoldensTool {
    /// What can be answered: one line a kind.
    static let answerers: [Answerer] = [
        .sessions,
        .closures,
        .calendarQueries,
        .metrics,
        .backtests,
        .indicators,
        .intradayBars,
    ]

    static func main() {
        do {
            switch try Arguments(CommandLine.arguments.dropFirst()) {
            case .help: print(Arguments.usage, terminator: "")
            case .answer(let from, let to): exit(try answer(from: from, to: to) ? 0 : 1)
            }
        } catch {
            complain("goldens: \(error)\n\n\(Arguments.usage)")
            exit(64)
        }
    }

    /// Answers what it can; false where a file that it takes could not be answered.
    static func answer(from: String, to: String) throws -> Bool {
        let (source, target) = (folder(from), folder(to))
        guard source.path != target.path else {
            throw GoldensFault("--to would overwrite the cases of --from")
        }
        var (unanswered, failed): ([String], [String]) = ([], [])
        for file in try cases(in: source) {
            guard let answerer = answerers.first(where: { $0.takes(file) }) else {
                unanswered.append(file.path)
                continue
            }
            do {
                try write(answerer.answer(file), to: target.appendingPathComponent(file.path))
                print("wrote \(file.path)")
            } catch {
                failed.append("\(file.path): \(error)")
            }
        }
        if !unanswered.isEmpty {
            print("cannot answer:\n  " + unanswered.joined(separator: "\n  "))
        }
        for failure in failed { complain("failed: \(failure)\n") }
        return failed.isEmpty
    }

    /// All files with cases, in the order of their paths. `series/` and ticks are input of other
    /// cases.
    private static func cases(in source: URL) throws -> [GoldenFile] {
        guard let walk = FileManager.default.enumerator(atPath: source.path) else {
            throw GoldensFault("\(source.path): cannot be read")
        }
        var paths: Set<String> = []
        for case let path as String in walk {
            let plain = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
            let isCase = plain.hasSuffix(".json") || plain.hasSuffix(".csv")
            let isInput = plain.split(separator: "/").dropLast().contains("series")
            let isTicks = (plain as NSString).lastPathComponent.contains("ticks")
            if isCase, !isInput, !isTicks { paths.insert(plain) }
        }
        guard !paths.isEmpty else {
            throw GoldensFault("\(source.path): no such folder, or no case in it")
        }
        return paths.sorted().map { GoldenFile(root: source, path: $0) }
    }

    private static func write(_ data: Data, to url: URL) throws {
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
    }

    private static func folder(_ path: String) -> URL {
        URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
    }

    private static func complain(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
