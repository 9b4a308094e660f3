/// What the rules are called in findings and exceptions.
enum Rule: String {
    case manifest, layer, home, declared, banned, budget, name, tableName, document
}

/// One breach of one rule, at one place.
struct Finding: Equatable, CustomStringConvertible {
    var rule: Rule
    var path: String
    var line: Int
    /// The word, function or module that breaks the rule: what an exception names.
    var subject: String
    var reason: String

    init(
        _ rule: Rule, _ path: String, line: Int = 1, _ subject: String, because reason: String = ""
    ) {
        self.rule = rule
        self.path = path
        self.line = line
        self.subject = subject
        self.reason = reason
    }

    var description: String {
        "\(path):\(line): [\(rule.rawValue)] \(subject)" + (reason.isEmpty ? "" : ": \(reason)")
    }
}
