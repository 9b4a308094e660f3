/// No statement names a table by a string built at run time: that is how paper would reach live.
///
/// Names are made in one folder, which holds the switch from mode to tables and the migrations.
/// Anywhere else what follows `FROM`, `INTO`, `UPDATE`, `JOIN` or `TABLE` is a literal name or
/// `\(tables.…)`, which only the switch makes.
enum TableNames {
    private static let home = "Sources/Storage/Schema/"
    private static let keywords: Set = [
        "FROM", "INTO", "UPDATE", "JOIN", "TABLE", "EXISTS", "ON", "REFERENCES",
    ]
    private static let verbs = ["select ", "insert into ", "update ", "delete from "]

    static func findings(in files: [SourceFile]) -> [Finding] {
        files.filter { $0.target == "Storage" && !$0.path.hasPrefix(home) }.flatMap { file in
            file.literals.flatMap { findings(in: $0, path: file.path) }
        }
    }

    private static func findings(in literal: Lexer.Literal, path: String) -> [Finding] {
        var reasons: [(String, String)] = []
        for piece in literal.pieces where endsAtTable(piece.text) {
            if let expression = piece.expression {
                if !isFromSwitch(expression) {
                    reasons.append((expression, "a table's name comes from `tables.…` alone"))
                }
            } else {
                reasons.append((piece.text, "a table's name seems to be appended"))
            }
        }
        let text = literal.pieces.first?.text ?? ""
        if verbs.contains(where: text.hasPrefix) {
            reasons.append((text, "write SQL's keywords in capitals, so that this check sees them"))
        }
        return reasons.map { subject, reason in
            Finding(.tableName, path, line: literal.line, subject, because: reason)
        }
    }

    /// Whether the next word of the statement is the name of a table.
    private static func endsAtTable(_ text: String) -> Bool {
        guard text.contains(where: \.isWhitespace), text.last.map({ " \n\"".contains($0) }) == true
        else { return false }
        let last = text.split { $0.isWhitespace || $0 == "\"" }.last
        return last.map { keywords.contains(String($0)) } ?? false
    }

    private static func isFromSwitch(_ expression: String) -> Bool {
        let value = expression.split(separator: " ").last ?? ""
        return value.hasPrefix("tables.")
    }
}
