/// How long things may get before they must be split.
enum Budgets {
    static let fileLinesMax = 500
    /// All but one in twenty files are at most this long.
    static let fileLinesUsual = 350
    static let functionLinesMax = 60
    static let columnsMax = 100
    static let parametersMax = 5

    static func findings(in files: [SourceFile]) -> [Finding] {
        tooLong(files) + tooLongTogether(files) + files.flatMap { tooWide($0) + tooComplex($0) }
    }

    /// The one budget that tests keep too: a test too long to read proves nothing.
    static func tooLong(_ files: [SourceFile]) -> [Finding] {
        files.filter { $0.lines.count > fileLinesMax }.map {
            Finding(
                .budget, $0.path, "file", because: "\($0.lines.count) lines > \(fileLinesMax)")
        }
    }

    private static func tooLongTogether(_ files: [SourceFile]) -> [Finding] {
        let counts = files.map(\.lines.count).sorted()
        guard !counts.isEmpty else { return [] }
        let usual = counts[(counts.count * 95 + 99) / 100 - 1]
        guard usual > fileLinesUsual else { return [] }
        return [
            Finding(
                .budget, "Sources", "p95",
                because: "95 % of the files have up to \(usual) lines > \(fileLinesUsual)")
        ]
    }

    private static func tooWide(_ file: SourceFile) -> [Finding] {
        file.lines.enumerated().compactMap { index, line in
            guard line.utf8.count > columnsMax, line.count > columnsMax else { return nil }
            return Finding(
                .budget, file.path, line: index + 1, "column",
                because: "\(line.count) columns > \(columnsMax)")
        }
    }

    private static func tooComplex(_ file: SourceFile) -> [Finding] {
        file.functions.flatMap { function in
            var reasons: [String] = []
            if function.lineCount > functionLinesMax {
                reasons.append("\(function.lineCount) lines > \(functionLinesMax)")
            }
            // An initialiser that only assigns is as long as its type, and no more complex.
            if function.parameterCount > parametersMax, !function.isMemberwise {
                reasons.append("\(function.parameterCount) parameters > \(parametersMax)")
            }
            return reasons.map {
                Finding(.budget, file.path, line: function.line, function.name, because: $0)
            }
        }
    }
}
