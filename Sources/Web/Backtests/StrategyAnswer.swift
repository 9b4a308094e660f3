import ExactJSON
import Strategies

/// A strategy with its parameters: forms are made from it.
struct StrategyAnswer: JSONAnswer {
    /// The strategies there are, in the order of a menu.
    static var all: [StrategyAnswer] {
        StrategyCatalog.builtIn.strategies.map { StrategyAnswer(strategy: $0.description) }
    }

    let strategy: StrategyDescription

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("name")
            writer.string(strategy.name)
            writer.name("title")
            writer.string(strategy.title)
            writer.name("summary")
            writer.string(strategy.summary)
            writer.name("needs_intraday_bars")
            writer.bool(strategy.isIntraday)
            writer.name("parameters")
            writer.array(strategy.parameters) { writer, parameter in
                writer.object { Self.write(parameter, to: &$0) }
            }
        }
    }

    private static func write(_ parameter: ParameterDeclaration, to writer: inout JSONWriter) {
        writer.name("name")
        writer.string(parameter.name)
        writer.name("meaning")
        writer.string(parameter.meaning)
        writer.name("allowed")
        writer.string(parameter.allowed)
        writer.name("type")
        switch parameter.kind {
        case .integer(let range):
            writer.string("integer")
            write(Double(range.lowerBound), Double(range.upperBound), to: &writer)
        case .number(let range):
            writer.string("number")
            write(range.lowerBound, range.upperBound, to: &writer)
        case .choice(let words):
            writer.string("choice")
            writer.name("choices")
            writer.array(words) { $0.string($1) }
        }
        writer.name("default")
        switch parameter.standard {
        case .integer(let number): writer.integer(Int64(number))
        case .number(let number): writer.double(number)
        case .choice(let word): writer.string(word)
        }
    }

    private static func write(_ least: Double, _ most: Double, to writer: inout JSONWriter) {
        writer.name("minimum")
        writer.double(least)
        writer.name("maximum")
        writer.double(most)
    }
}
