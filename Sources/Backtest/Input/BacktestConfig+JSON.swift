import Domain
public import ExactJSON
import Simulation
public import Strategies

extension BacktestConfig {
    /// Reads the `config` object of goldens/BACKTEST_RULES.md.
    ///
    /// Amounts are read from their digits. A field that is not known is an error, not a default.
    ///
    /// - Throws: `BacktestFault`, which names field, value and what is allowed.
    public init(
        _ json: JSONValue, from catalog: StrategyCatalog = .builtIn
    ) throws(BacktestFault) {
        let fields = try ConfigFields(json, "config")
        try fields.allow([
            "initial_cash", "commission_rate", "strategy", "sizing", "tick", "costs", "from", "to",
            "participation_max", "mode",
        ])
        let choice = try ConfigFields(fields.required("strategy"), "strategy")
        (strategy, values) = try choice.strategy(from: catalog)
        if let cash: Money = try fields.amount("initial_cash") { self.cash = cash }
        costs = try fields.costs()
        if let commission: Rate = try fields.amount("commission_rate") {
            costs.fees.commission = commission
        }
        if let tick: Price = try fields.amount("tick") { self.tick = tick }
        participationMax = try fields.amount("participation_max")
        if let sizing = fields["sizing"] {
            self.sizing = try ConfigFields(sizing, "sizing").sizing()
        }
        from = try fields.day("from")
        to = try fields.day("to")
        try check()
    }
}

/// The fields of one object of a config.
private struct ConfigFields {
    let path: String
    let fields: [String: JSONValue]

    init(_ json: JSONValue, _ path: String) throws(BacktestFault) {
        guard case .object(let object) = json else {
            throw BacktestFault(path, json.kind, "an object")
        }
        self.path = path
        fields = object.fields
    }

    subscript(_ name: String) -> JSONValue? {
        guard let value = fields[name], value != .null else { return nil }
        return value
    }

    private func name(_ field: String) -> String { path == "config" ? field : "\(path).\(field)" }

    private func fault(_ field: String, _ allowed: String) -> BacktestFault {
        BacktestFault(name(field), self[field]?.written ?? "nothing", allowed)
    }

    func allow(_ names: [String]) throws(BacktestFault) {
        if let stranger = fields.keys.filter({ !names.contains($0) }).min() {
            throw fault(stranger, "left out: known are \(names.joined(separator: ", "))")
        }
    }

    func required(_ field: String) throws(BacktestFault) -> JSONValue {
        guard let value = self[field] else { throw fault(field, "not left out") }
        return value
    }

    func amount<Value: Amount>(_ field: String) throws(BacktestFault) -> Value? {
        guard let value = self[field] else { return nil }
        guard case .number(let text) = value else { throw fault(field, "a number") }
        do throws(DecimalFault) { return try Value(text) } catch {
            throw fault(field, "a decimal number: this one \(error)")
        }
    }

    func number(_ field: String) throws(BacktestFault) -> Double {
        guard case .number(let text) = try required(field), let number = Double(text) else {
            throw fault(field, "a number")
        }
        return number
    }

    func text(_ field: String) throws(BacktestFault) -> String {
        guard case .string(let text) = try required(field) else { throw fault(field, "a string") }
        return text
    }

    func day(_ field: String) throws(BacktestFault) -> Day? {
        guard self[field] != nil else { return nil }
        guard let day = Day(try text(field)) else {
            throw fault(field, "a date such as 2004-08-27")
        }
        return day
    }

    func costs() throws(BacktestFault) -> CostModel {
        guard self["costs"] != nil else { return .optimistic }
        switch try text("costs") {
        case "optimistic": return .optimistic
        case "realistic": return .realistic
        case "harsh": return .harsh
        default: throw fault("costs", "optimistic, realistic or harsh")
        }
    }

    func sizing() throws(BacktestFault) -> Sizing {
        switch try text("kind") {
        case "all_in":
            try allow(["kind"])
            return .allIn
        case "fixed":
            try allow(["kind", "fixed"])
            guard let shares = Int64(exactly: try number("fixed")) else {
                throw fault("fixed", "a whole number of shares")
            }
            return .fixed(shares: shares)
        case "risk":
            try allow(["kind", "risk", "cap"])
            return .risk(
                fraction: try number("risk"), cap: self["cap"] == nil ? 1 : try number("cap"))
        default: throw fault("kind", "all_in, fixed or risk")
        }
    }

    /// The strategy and its parameters; those of other strategies are errors.
    func strategy(
        from catalog: StrategyCatalog
    ) throws(BacktestFault) -> (any Strategy.Type, ParameterValues) {
        var texts: [String: String] = [:]
        for (name, value) in fields where name != "kind" && value != .null {
            switch value {
            case .number, .string: texts[name] = value.written
            case .null, .bool, .array, .object: throw fault(name, "a number or a word")
            }
        }
        do throws(ParameterFault) {
            let strategy = try catalog.strategy(named: fields["kind"]?.written ?? "")
            return (strategy, try ParameterValues(texts, for: strategy.description))
        } catch {
            throw BacktestFault(error)
        }
    }
}
