import Testing

@Suite struct GraphTests {
    private let manifest = Manifest(
        "Package(targets: [source(\"Storage\", uses: .product(name: \"GRDB\"), \"Domain\"), "
            + "source(\"Domain\")])")
    private let graph = "0 Domain\n2 Storage -> Domain | GRDB"

    private func document(_ graph: String, _ rest: String) -> String {
        "# A\n\(Graph.begin)\n```\n\(graph)\n```\n\(Graph.end)\n\(rest)"
    }

    @Test func `the graph lists lower layers first`() {
        #expect(Graph.printed(manifest) == graph)
    }

    @Test func `a document with this graph and a line a target is current`() {
        let text = document(graph, "\n- **Domain** is.\n- **Storage** is.\n")
        #expect(Graph.findings(in: text, manifest).isEmpty)
    }

    @Test func `an old graph, no marks and a missing line are found`() {
        let lines = "\n- **Domain** is.\n- **Storage** is.\n"
        #expect(
            Graph.findings(in: document("0 Domain", lines), manifest).map(\.subject) == ["graph"])
        #expect(Graph.findings(in: lines, manifest).map(\.subject) == ["graph"])
        let silent = document(graph, "\n- **Domain** is.\n")
        #expect(Graph.findings(in: silent, manifest).map(\.subject) == ["Storage"])
    }

    @Test func `a new graph takes the old one's place`() {
        let text = Graph.replaced(in: document("old", "rest"), with: graph)
        #expect(text == document(graph, "rest"))
    }
}
