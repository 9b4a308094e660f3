/// A breach that is meant: the narrowest place that covers it, and why it is right there.
struct Exception {
    var rule: Rule
    var path: String
    var subject: String
    var reason: String

    func covers(_ finding: Finding) -> Bool {
        rule == finding.rule && path == finding.path && subject == finding.subject
    }
}

/// The only list of exceptions. One that covers nothing any more fails the tests.
enum Exceptions {
    static let all: [Exception] = []

    /// The findings that no exception covers.
    static func remaining(_ findings: [Finding], given exceptions: [Exception] = all) -> [Finding] {
        findings.filter { finding in !exceptions.contains { $0.covers(finding) } }
    }

    /// The exceptions that cover none of the findings.
    static func stale(_ findings: [Finding], given exceptions: [Exception] = all) -> [Exception] {
        exceptions.filter { exception in !findings.contains(where: exception.covers) }
    }
}
