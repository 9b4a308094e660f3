import Backtest
import Domain
import Strategies
import Synchronization
import Testing

@Suite struct LookaheadTests {
    @Test(arguments: Scene.runs.indices)
    func `no built-in strategy uses the future`(_ index: Int) throws {
        let (name, values) = Scene.runs[index]
        let proof = try Lookahead(
            Scene.config(name, values), on: Scene.data(Scene.hours(600)), cuts: 25)
        #expect(proof.findings.isEmpty, "\(proof.findings.first?.description ?? "")")
        #expect(proof.cuts == 25)
        #expect(proof.orders > 0)
    }

    @Test func `a strategy that keeps what other bars told it is found`() throws {
        let data = try Scene.data(Scene.walk(300))
        let proof = try Lookahead(Scene.config(Forgetful.self), on: data, cuts: 20)
        #expect(!proof.findings.isEmpty)
    }
}

/// Decides by how often it was asked in all runs, and so by what comes later.
private struct Forgetful: Strategy {
    static let asked = Mutex(0)
    static let description = StrategyDescription(
        "forgetful", title: "Forgetful", summary: "Counts.", parameters: [])

    init(_ values: ParameterValues) throws(ParameterFault) {}

    var warmUp: Int { 1 }

    mutating func next(_ past: Past, holding: Holding?) throws(StrategyFault) -> Decision {
        let count = Self.asked.withLock { count in
            count += 1
            return count
        }
        guard count % 7 == 0 else { return .wait }
        return holding == nil
            ? .enter(Entry(.long, because: Reason("r", "r"))) : .exit(Reason("f", "f"))
    }
}
