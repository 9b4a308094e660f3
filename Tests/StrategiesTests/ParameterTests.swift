import Strategies
import Testing

@Suite struct ParameterTests {
    private let averages = AverageCross.description

    @Test func `what is not given has its default`() throws {
        let values = try ParameterValues(["fast": "5"], for: averages)
        #expect(values.all.map(\.name) == ["fast", "slow", "mode"])
        #expect(values.all.map(\.value) == [.integer(5), .integer(30), .choice("long")])
    }

    @Test(arguments: [
        ("fast", "0"), ("fast", "1001"), ("fast", "2.5"), ("fast", "ten"), ("fast", ""),
        ("mode", "short"), ("speed", "1"),
    ])
    func `a value that cannot be is refused by name, value and what is allowed`(
        _ name: String, _ value: String
    ) throws {
        let fault = try #require(throws: ParameterFault.self) {
            try ParameterValues([name: value], for: averages)
        }
        #expect(fault.name == name)
        #expect(fault.value == value)
        #expect("\(fault)".contains(name))
    }

    @Test func `numbers are read as JSON writes them`() throws {
        let values = try ParameterValues(["fast": "1e1", "slow": "20.0"], for: averages)
        #expect(values.all.map(\.value).prefix(2) == [.integer(10), .integer(20)])
        let range = ChannelBreakout.description
        #expect(throws: ParameterFault.self) { try ParameterValues(["k": "nan"], for: range) }
        #expect(try ParameterValues(["k": "2"], for: range).all[3].value == .number(2))
    }

    @Test func `each strategy is found by its name, with hyphens too`() throws {
        for strategy in StrategyCatalog.builtIn.strategies {
            let name = strategy.description.name
            #expect(try StrategyCatalog.builtIn.strategy(named: name) == strategy)
            let spoken = String(name.map { $0 == "_" ? "-" : $0 })
            #expect(try StrategyCatalog.builtIn.strategy(named: spoken) == strategy)
        }
        let fault = try #require(throws: ParameterFault.self) {
            try StrategyCatalog.builtIn.strategy(named: "magic")
        }
        #expect(fault.allowed.contains("sma_cross"))
    }

    @Test(arguments: StrategyCatalog.builtIn.strategies.map { $0.description.name })
    func `every parameter has a meaning, and its default is allowed`(_ name: String) throws {
        let strategy = try StrategyCatalog.builtIn.strategy(named: name)
        for parameter in strategy.description.parameters {
            #expect(parameter.meaning.hasSuffix("."))
            #expect(try parameter.value(of: parameter.standard.description) == parameter.standard)
        }
        _ = try strategy.init(ParameterValues(for: strategy.description))
    }
}
