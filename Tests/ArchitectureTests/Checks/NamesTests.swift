import Testing

@Suite struct NamesTests {
    private func subjects(
        path: String = "Sources/Desk/A.swift", _ text: String = "", manifest: String = ""
    ) -> [String] {
        let file = SourceFile(path: path, text: text)
        let manifest = Manifest("Package(targets: [\(manifest)])")
        return Names.findings(in: [file], paths: [path], manifest).map(\.subject)
    }

    @Test(arguments: [
        "Sources/Desk/Utils", "Sources/Desk/OrderHelpers.swift",
        "Sources/Desk/Common/A.swift.txt/Common",
        "Sources/Desk/My File.swift", "Sources/Desk/Shared+Cash.swift", "Sources/Desk/Größe.swift",
        "Sources/Desk/OrderManager.swift", "Tests/DeskTests/helpers.swift",
    ])
    func `a path that says nothing, or is strange, is found`(_ path: String) {
        #expect(!subjects(path: path).isEmpty)
    }

    @Test(arguments: [
        "Sources/Desk/TradingModeManager.swift", "Sources/Desk/TradingModeManager+Live.swift",
        "Sources/Desk/OrderDesk.swift", "Tests/Fixtures/goldens/es_ticks.csv.gz",
        "Tests/DeskTests/TradingModeManagerTests.swift", "Sources/Desk/Commonwealth.swift",
    ])
    func `a plain noun is fine`(_ path: String) {
        #expect(subjects(path: path).isEmpty)
    }

    @Test func `a type has a name of its own`() {
        #expect(subjects("public struct Desk {}") == ["Desk"])
        #expect(subjects("enum CashHelper {}") == ["CashHelper"])
        #expect(subjects("actor TradingModeManager {}\nstruct OrderDesk {}").isEmpty)
    }

    @Test func `targets differ in more than case`() {
        #expect(subjects(manifest: "source(\"Desk\"), tool(\"desk\")") == ["Desk, desk"])
        #expect(subjects(manifest: "source(\"Desk\"), tool(\"goldens\")").isEmpty)
    }
}
