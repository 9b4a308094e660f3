/// A function, initialiser, subscript or computed property.
struct FunctionDeclaration: Equatable {
    var name: String
    var line: Int
    /// From the keyword to the closing brace; 1 without a body.
    var lineCount: Int
    var parameterCount: Int
    /// An initialiser that does nothing but assign, one property a line.
    var isMemberwise: Bool
}

extension SourceFile {
    /// The types a file declares, and where.
    var types: [(name: String, line: Int)] {
        let kinds: Set = ["struct", "class", "enum", "actor", "protocol", "typealias"]
        return tokens.indices.dropLast().compactMap { index in
            guard kinds.contains(tokens[index].text), tokens[index + 1].isWord else { return nil }
            let name = tokens[index + 1].text
            guard name.first?.isUppercase == true, !isMember(at: index) else { return nil }
            return (name, tokens[index].line)
        }
    }

    /// All functions, the nested ones too.
    var functions: [FunctionDeclaration] {
        tokens.indices.compactMap { index in
            guard index + 1 < tokens.count, !isMember(at: index) else { return nil }
            return switch tokens[index].text {
            case "func": function(named: tokens[index + 1].text, from: index, search: index + 2)
            case "init" where "(?!<".contains(tokens[index + 1].text),
                "subscript" where "(<".contains(tokens[index + 1].text):
                function(named: tokens[index].text, from: index, search: index + 1)
            case "var" where tokens[index + 1].isWord: property(from: index)
            default: nil
            }
        }
    }

    private func isMember(at index: Int) -> Bool { index > 0 && tokens[index - 1].text == "." }

    private func function(named name: String, from start: Int, search: Int) -> FunctionDeclaration?
    {
        guard let open = tokens[search...].firstIndex(where: { $0.text == "(" }) else { return nil }
        let close = tokens.end(ofBracketAt: open)
        let body = bodyStart(from: close, mayWrap: true)
        return FunctionDeclaration(
            name: name, line: tokens[start].line, lineCount: lineCount(from: start, body: body),
            parameterCount: parameterCount(in: (open + 1)..<max(open + 1, close - 1)),
            isMemberwise: name == "init" && body.map(isOnlyAssignments) ?? false)
    }

    private func property(from start: Int) -> FunctionDeclaration? {
        guard let body = bodyStart(from: start + 2, mayWrap: false) else { return nil }
        return FunctionDeclaration(
            name: tokens[start + 1].text, line: tokens[start].line,
            lineCount: lineCount(from: start, body: body), parameterCount: 0, isMemberwise: false)
    }

    /// Where the body opens; nil when the declaration ends without one, as in a protocol.
    private func bodyStart(from start: Int, mayWrap: Bool) -> Int? {
        let stops: Set = [
            "}", "=", "func", "var", "let", "init", "subscript", "case", "static", "public",
            "private", "internal", "fileprivate", "package", "mutating", "nonmutating", "extension",
            "struct", "enum", "class", "protocol", "associatedtype", "typealias", "nonisolated",
        ]
        var index = start
        while index < tokens.count {
            let token = tokens[index]
            if token.text == "{" { return index }
            let isWrapped = index > 0 && token.line > tokens[index - 1].line
            let opensNext = isWrapped && (!mayWrap || token.text == "@" || token.text == "#")
            guard !stops.contains(token.text), !opensNext else { return nil }
            index = "([".contains(token.text) ? tokens.end(ofBracketAt: index) : index + 1
        }
        return nil
    }

    private func lineCount(from start: Int, body: Int?) -> Int {
        guard let body else { return 1 }
        return tokens[tokens.end(ofBracketAt: body) - 1].line - tokens[start].line + 1
    }

    /// Counts commas outside of all brackets; `->` closes none.
    private func parameterCount(in range: Range<Int>) -> Int {
        var depth = 0
        var count = range.isEmpty || tokens[range.upperBound - 1].text == "," ? 0 : 1
        for index in range {
            let isArrow = tokens[index].text == ">" && tokens[index - 1].text == "-"
            if "([{<".contains(tokens[index].text) { depth += 1 }
            if ")]}>".contains(tokens[index].text), !isArrow { depth -= 1 }
            if tokens[index].text == ",", depth == 0 { count += 1 }
        }
        return count
    }

    private func isOnlyAssignments(body: Int) -> Bool {
        let content = tokens[(body + 1)..<(tokens.end(ofBracketAt: body) - 1)]
        let statements = Dictionary(grouping: content, by: \.line).values
        return statements.allSatisfy { line in
            let name = line.first?.text == "self" ? line.dropFirst(2) : line[...]
            return name.count >= 3 && name.dropFirst().first?.text == "="
        }
    }
}
