import ArgumentParser
import Backtest
import Domain
import ExactJSON
import Foundation
import Strategies

/// What is run, and on what: the options that all commands on backtests share.
struct BacktestOptions: ParsableArguments {
    @Option(name: .long, help: "A CSV file of bars; several for several symbols in one account.")
    var bars: [String] = []

    @Option(name: .long, help: "A symbol of the database, or the name of a file's, in their order.")
    var symbol: [String] = []

    @Option(name: .long, help: "The config as a JSON file: strategy, sizing, cash, commission.")
    var config: String?

    @Option(name: .long, help: "The strategy by its name, instead of a config.")
    var strategy: String?

    @Option(name: .long, help: "A parameter as name=value; may be given several times.")
    var set: [String] = []

    @Option(name: .long, help: "What the account begins with.")
    var cash: String?

    @Option(name: .long, help: "Commission as a part of a fill's value: 0.001 is 10 basis points.")
    var commission: String?

    @Option(name: .long, help: "all_in, fixed:SHARES or risk:PART or risk:PART:CAP.")
    var sizing: String?

    @Option(name: .long, help: "What trading costs besides: optimistic, realistic or harsh.")
    var costs: String?

    @Option(name: .long, help: "The first day of trading; the bars before warm the strategy up.")
    var from: String?

    @Option(name: .long, help: "The last day.")
    var to: String?

    @Option(name: .long, help: "A CSV file of splits and dividends.")
    var actions: String?

    @Option(name: .long, help: "Which bars, where a symbol has several kinds.")
    var timeframe: String?

    @Option(name: .long, help: "The zone of times without one: UTC or America/New_York.")
    var zone: String?

    func validate() throws {
        guard !bars.isEmpty || !symbol.isEmpty else {
            throw ValidationError("give --bars FILE or --symbol NAME")
        }
    }

    /// The parameters of `--set`, by name.
    func values() throws -> [(name: String, value: String)] {
        try set.map { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("--set is '\(text)', but must be name=value")
            }
            return (parts[0], parts[1])
        }
    }

    /// The config of file and flags; flags win.
    ///
    /// - Parameter skipped: parameters that something else sets.
    func backtestConfig(without skipped: Set<String> = []) throws -> BacktestConfig {
        try BacktestConfig(.object(JSONObject(fields: configFields(without: skipped))))
    }

    /// The same as the fields of a JSON object.
    func configFields(without skipped: Set<String> = []) throws -> [String: JSONValue] {
        guard config != nil || strategy != nil else {
            throw ValidationError("give --config FILE or --strategy NAME")
        }
        var root = try config.map(Self.root) ?? [:]
        var chosen: [String: JSONValue] = [:]
        if case .object(let object)? = root["strategy"] { chosen = object.fields }
        if let strategy { chosen["kind"] = .string(strategy) }
        for (name, value) in try values() where !skipped.contains(name) {
            chosen[name] = .string(value)
        }
        root["strategy"] = .object(JSONObject(fields: chosen))
        if let cash { root["initial_cash"] = .number(cash) }
        if let commission { root["commission_rate"] = .number(commission) }
        if let costs { root["costs"] = .string(costs) }
        if let from { root["from"] = .string(from) }
        if let to { root["to"] = .string(to) }
        if let sizing { root["sizing"] = try Self.sizing(sizing) }
        return root
    }

    private static func root(_ path: String) throws -> [String: JSONValue] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFault("\(path): there is no such file, or it cannot be read")
        }
        let json: JSONValue
        do { json = try JSONReader.read([UInt8](data)) } catch {
            throw CommandFault("\(path): \(error)")
        }
        guard case .object(let object) = json else {
            throw CommandFault("\(path): holds \(json.kind), but must hold an object")
        }
        return object.fields
    }

    private static func sizing(_ text: String) throws -> JSONValue {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        var fields: [String: JSONValue] = ["kind": .string(parts[0])]
        switch (parts[0], parts.count) {
        case ("all_in", 1): break
        case ("fixed", 2): fields["fixed"] = .number(parts[1])
        case ("risk", 2...3):
            fields["risk"] = .number(parts[1])
            if parts.count == 3 { fields["cap"] = .number(parts[2]) }
        default:
            throw ValidationError(
                "--sizing is '\(text)', but must be all_in, fixed:100 or risk:0.01:0.95")
        }
        return .object(JSONObject(fields: fields))
    }
}
