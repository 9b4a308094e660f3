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
    static let all: [Exception] = [
        Exception(
            rule: .budget, path: "Sources/Domain/Orders/OrderTicket.swift", subject: "init",
            reason: "it only assigns its fields, behind the one allocation its copies share"),
        Exception(
            rule: .banned, path: "Sources/Backtest/Search/Sweep.swift", subject: "async",
            reason: "a sweep forks onto all cores; each run in it is a value"),
        Exception(
            rule: .banned, path: "Sources/Backtest/Search/Sweep.swift", subject: "await",
            reason: "a sweep forks onto all cores; each run in it is a value"),
        Exception(
            rule: .banned, path: "Sources/Backtest/Search/Sweep.swift", subject: "Task",
            reason: "a sweep forks onto all cores; each run in it is a value"),
        Exception(
            rule: .banned, path: "Sources/Backtest/Search/Sweep.swift",
            subject: "withThrowingTaskGroup",
            reason: "a sweep forks onto all cores; each run in it is a value"),
        Exception(
            rule: .banned, path: "Sources/Backtest/Search/WalkForward.swift", subject: "async",
            reason: "it waits for the sweeps that it consists of"),
        Exception(
            rule: .banned, path: "Sources/Backtest/Search/WalkForward.swift", subject: "await",
            reason: "it waits for the sweeps that it consists of"),
        Exception(
            rule: .banned, path: "Sources/Desk/Backtests/BacktestWatch.swift", subject: "Double",
            reason: "how far a run is, a part of 1"),
        Exception(
            rule: .banned, path: "Sources/Storage/Backtests/BacktestResult.swift",
            subject: "Double",
            reason: "statistics of a result are Double everywhere"),
        Exception(
            rule: .banned, path: "Sources/Storage/Backtests/BacktestRows.swift", subject: "Double",
            reason: "statistics of a result are Double everywhere"),
        Exception(
            rule: .banned, path: "Sources/Storage/Backtests/BacktestRows+Reading.swift",
            subject: "Double",
            reason: "statistics of a result are Double everywhere"),
        Exception(
            rule: .banned, path: "Sources/Storage/Backtests/BacktestRunRows.swift",
            subject: "Double",
            reason: "how far a run is, a part of 1"),
        Exception(
            rule: .banned, path: "Sources/Storage/Book/BookedTrade.swift", subject: "Double",
            reason: "return_pct is a statistic for show; the integers beside it are the truth"),
        Exception(
            rule: .banned, path: "Sources/Storage/Doctor/Fold/FoldedTrade.swift", subject: "Double",
            reason: "REAL columns are for show, and the doctor compares them too"),
        Exception(
            rule: .banned, path: "Sources/Storage/Opening/Ledger+Open.swift", subject: "Double",
            reason: "the busy timeout is in seconds, as SQLite's own"),
        Exception(
            rule: .banned, path: "Sources/Storage/Statements/RowBinding.swift", subject: "Double",
            reason: "the columns for show are REAL, and all of them are bound here"),
        Exception(
            rule: .tableName, path: "Sources/Storage/Doctor/BookExamination.swift",
            subject: "table",
            reason: "bound from `tables.…` in the same function"),
        Exception(
            rule: .tableName, path: "Sources/Storage/Doctor/SealExamination.swift",
            subject: "table.name",
            reason: "the doctor walks the list of all sealed tables"),
        Exception(
            rule: .tableName, path: "Sources/Storage/Doctor/SumExamination.swift",
            subject: "table",
            reason: "handed `tables.…` by the one function that calls it"),
        Exception(
            rule: .tableName, path: "Sources/Storage/Ledger/Ledger+Clear.swift", subject: "name",
            reason: "from a list of `tables.…` two lines above"),
        Exception(
            rule: .banned, path: "Sources/WebSockets/Frames/FrameHandler.swift",
            subject: ".random(",
            reason: "RFC 6455 wants masks that nobody can foresee; no run depends on them"),
    ]

    /// The findings that no exception covers.
    static func remaining(_ findings: [Finding], given exceptions: [Exception] = all) -> [Finding] {
        findings.filter { finding in !exceptions.contains { $0.covers(finding) } }
    }

    /// The exceptions that cover none of the findings.
    static func stale(_ findings: [Finding], given exceptions: [Exception] = all) -> [Exception] {
        exceptions.filter { exception in !findings.contains(where: exception.covers) }
    }
}
