import Testing

@Suite struct LayersTests {
    private func subjects(
        _ imports: String, in target: String, uses: String = "", targets: String = ""
    ) -> [String] {
        let file = SourceFile(path: "Sources/\(target)/A.swift", text: imports)
        let manifest = Manifest(
            "Package(targets: [source(\"\(target)\", uses: \(uses))\(targets)])")
        return Layers.findings(in: [file], manifest).map(\.subject)
    }

    @Test func `a lower layer may be imported when it is declared`() {
        #expect(subjects("import Domain", in: "Storage", uses: "\"Domain\"").isEmpty)
    }

    @Test func `an arrow up, or to a neighbour, is found`() {
        #expect(subjects("import Desk", in: "Storage", uses: "\"Desk\"") == ["Desk"])
        #expect(subjects("import Simulation", in: "Storage", uses: "\"Simulation\"").count == 1)
    }

    @Test func `an import that is not declared is found`() {
        #expect(subjects("import Domain", in: "Storage") == ["Domain"])
        #expect(subjects("import GRDB", in: "Storage") == ["GRDB"])
    }

    @Test func `a dependency that no file imports is found`() {
        #expect(subjects("", in: "Storage", uses: "\"Domain\"") == ["Domain"])
    }

    @Test func `a target needs a layer, and a folder`() {
        #expect(subjects("", in: "Gadgets") == ["Gadgets"])
        #expect(subjects("", in: "Storage", targets: ", source(\"Web\")") == ["Web"])
    }

    @Test(arguments: [
        ("import GRDB", "Storage", 0), ("import GRDB", "Web", 1), ("import NIOHTTP1", "Web", 1),
        ("import NIOHTTP1", "WebSockets", 0), ("import Foundation", "Desk", 0),
        ("import Foundation", "Simulation", 1), ("import FoundationNetworking", "Alpaca", 1),
        ("import Vapor", "Web", 1), ("import Testing", "Domain", 1), ("import Domain", "Web", 0),
    ])
    func `a library stays in its home`(_ text: String, _ target: String, _ count: Int) {
        let file = SourceFile(path: "Sources/\(target)/A.swift", text: text)
        #expect(Homes.findings(in: [file]).count == count)
    }
}
