import ArgumentParser
import Backtest
import Foundation

/// `tandem lookahead`: does a strategy use the future?
struct LookaheadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookahead",
        abstract: "Prove that a strategy's decisions do not use the future.",
        discussion: """
            Runs the strategy on all bars, then again on data that is cut off at many places. Each \
            cut run must have placed the same orders and been worth the same until its end. Ends \
            with status 1 where one did not.

            EXAMPLE: tandem lookahead donchian-atr --bars samples/goog_daily.csv
            """)

    @Argument(help: "The strategy by its name; not needed with --config.")
    var name: String?

    @OptionGroup var options: BacktestOptions

    @Option(name: .long, help: "At how many places to cut.")
    var cuts = 50

    @Flag(name: .long, help: "Print the result as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOption

    func validate() throws {
        guard (1...10_000).contains(cuts) else { throw ValidationError("--cuts is 1 to 10000") }
    }

    func run() async throws {
        var options = options
        options.strategy = name ?? options.strategy
        let input = try await BacktestInput(options, database)
        let proof = try Lookahead(options.backtestConfig(), on: input.data, cuts: cuts)
        let answer = LookaheadAnswer(proof)
        json ? try JSONOutput.print(answer) : print(answer.text)
        guard answer.uses_future else { return }
        throw ExitCode.failure
    }
}

/// What cutting off found.
private struct LookaheadAnswer: Encodable {
    let uses_future: Bool
    let cuts, orders: Int
    let findings: [String]

    init(_ proof: Lookahead) {
        uses_future = !proof.findings.isEmpty
        (cuts, orders) = (proof.cuts, proof.orders)
        findings = proof.findings.map {
            "cut after \($0.cut) bars: at bar \($0.bar) \($0.description)"
        }
    }

    var text: String {
        let summary =
            uses_future
            ? "\(findings.count) of \(cuts) cuts changed the past."
            : "\(cuts) cuts changed nothing before them: \(orders) orders, same equity."
        return (findings.prefix(20) + [summary]).joined(separator: "\n")
    }
}
