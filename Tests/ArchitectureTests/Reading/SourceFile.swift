/// One Swift file, read once: its text, its code and what it declares.
struct SourceFile {
    /// The path from the root of the checkout, such as `Sources/Domain/Time/Day.swift`.
    let path: String
    let text: String
    /// The text without comments and strings.
    let code: String
    let tokens: [Token]
    let literals: [Lexer.Literal]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        let lexer = Lexer(text)
        code = lexer.code
        tokens = Token.tokens(of: code)
        literals = lexer.literals
    }

    /// The lines of the file, without the empty one after the last newline.
    var lines: [Substring] {
        let all = text.split(separator: "\n", omittingEmptySubsequences: false)
        return all.last?.isEmpty == true ? all.dropLast() : all
    }

    /// The target: the folder below `Sources` or `Tests`.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    /// Whether the file ships.
    var isSource: Bool { path.hasPrefix("Sources/") }

    /// The modules the file imports, and where.
    var imports: [(module: String, line: Int)] {
        tokens.indices.compactMap { index in
            guard tokens[index].text == "import", startsDeclaration(at: index) else { return nil }
            let kinds: Set = [
                "struct", "class", "enum", "protocol", "func", "typealias", "var", "let",
            ]
            let next = tokens.dropFirst(index + 1).first { !kinds.contains($0.text) }
            return next.map { ($0.text, $0.line) }
        }
    }

    /// `.import` and `import:` are names, not imports: only modifiers may stand before one.
    private func startsDeclaration(at index: Int) -> Bool {
        guard index > 0, tokens[index - 1].line == tokens[index].line else { return true }
        let modifiers: Set = [
            "public", "package", "internal", "fileprivate", "private", "testable",
            "preconcurrency", "_exported", "_implementationOnly", ";",
        ]
        return modifiers.contains(tokens[index - 1].text)
    }
}
