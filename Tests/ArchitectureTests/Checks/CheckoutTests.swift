import Foundation
import Testing

/// The rules, held against this checkout.
@Suite struct CheckoutTests {
    @Test func `the checkout is read`() throws {
        let checkout = try Checkout.current()
        #expect(checkout.sources.contains { $0.path == "Sources/Domain/Amounts/Price.swift" })
        #expect(checkout.tests.contains { $0.path.hasSuffix("CheckoutTests.swift") })
        #expect(checkout.manifest.sources.contains { $0.name == "Domain" })
    }

    @Test func `no rule is broken without a named exception`() throws {
        for finding in Exceptions.remaining(try findings()) {
            Issue.record("\(finding.description)")
        }
    }

    @Test func `every exception is still needed and says why`() throws {
        for exception in Exceptions.stale(try findings()) {
            Issue.record("covers nothing: \(exception)")
        }
        #expect(Exceptions.all.allSatisfy { $0.reason.count > 20 })
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["TANDEM_WRITE_GRAPH"] != nil))
    func `script/graph writes the graph`() throws {
        let graph = Graph.printed(try Checkout.current().manifest)
        let document = Graph.replaced(in: try Checkout.text(Graph.path), with: graph)
        try Checkout.write(try #require(document), to: Graph.path)
    }

    private func findings() throws -> [Finding] {
        let checkout = try Checkout.current()
        let (sources, manifest) = (checkout.sources, checkout.manifest)
        let manifests = try ["Package.swift", "Benchmarks/Package.swift"].flatMap {
            BannedWords.findings(inManifest: try Checkout.text($0), path: $0)
        }
        return manifest.faults + manifests
            + Layers.findings(in: sources, manifest)
            + Homes.findings(in: sources)
            + BannedWords.findings(in: sources)
            + Budgets.findings(in: sources)
            + Budgets.tooLong(checkout.tests)
            + Names.findings(
                in: sources + checkout.tests, paths: checkout.paths, manifest)
            + TableNames.findings(in: sources)
            + Graph.findings(in: try Checkout.text(Graph.path), manifest)
    }
}
