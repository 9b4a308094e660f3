/// The values of all parameters of a strategy, each within its range.
public struct ParameterValues: Hashable, Sendable {
    /// Each with its name, in the order of the declarations.
    public let all: [(name: String, value: ParameterValue)]

    /// Values from texts; what is not given has its default.
    ///
    /// - Throws: for a name that no parameter has, and for a value that its parameter cannot have.
    public init(
        _ texts: [String: String] = [:], for description: StrategyDescription
    ) throws(ParameterFault) {
        let names = description.parameters.map(\.name)
        if let stranger = texts.keys.filter({ !names.contains($0) }).min() {
            let known = names.isEmpty ? "nothing" : names.joined(separator: ", ")
            throw ParameterFault(
                stranger, texts[stranger] ?? "",
                allowed: "left out: \(description.name) takes \(known)")
        }
        var all: [(name: String, value: ParameterValue)] = []
        for declaration in description.parameters {
            guard let text = texts[declaration.name] else {
                all.append((declaration.name, declaration.standard))
                continue
            }
            all.append((declaration.name, try declaration.value(of: text)))
        }
        self.all = all
    }

    /// The value of a parameter; its default where the strategy did not declare it.
    public subscript<Value>(_ parameter: Parameter<Value>) -> Value {
        let name = parameter.declaration.name
        return all.first { $0.name == name }.flatMap { Value($0.value) } ?? parameter.standard
    }

    /// Whether all values are the same.
    public static func == (left: ParameterValues, right: ParameterValues) -> Bool {
        left.all.elementsEqual(right.all) { $0 == $1 }
    }

    /// Feeds names and values.
    public func hash(into hasher: inout Hasher) {
        for (name, value) in all {
            hasher.combine(name)
            hasher.combine(value)
        }
    }
}
