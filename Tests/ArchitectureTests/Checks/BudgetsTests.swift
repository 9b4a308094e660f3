import Testing

@Suite struct BudgetsTests {
    private func reasons(_ text: String, copies: Int = 1) -> [String] {
        let files = (0..<copies).map {
            SourceFile(path: "Sources/Domain/A\($0).swift", text: text)
        }
        return Budgets.findings(in: files).map(\.reason)
    }

    private func lines(_ count: Int) -> String { String(repeating: "let a = 1\n", count: count) }

    @Test func `a file may have 500 lines`() {
        #expect(!reasons(lines(500)).contains("500 lines > 500"))
        #expect(reasons(lines(501)).contains("501 lines > 500"))
    }

    @Test func `one file in twenty may have more than 350 lines`() {
        let short = (0..<19).map { SourceFile(path: "Sources/Domain/S\($0).swift", text: lines(9)) }
        let long = SourceFile(path: "Sources/Domain/L.swift", text: lines(351))
        #expect(Budgets.findings(in: short + [long]).isEmpty)
        #expect(Budgets.findings(in: short.dropLast() + [long]).map(\.subject) == ["p95"])
    }

    @Test func `a function may have 60 lines`() {
        #expect(reasons("func a() {\n" + lines(58) + "}").isEmpty)
        #expect(reasons("func a() {\n" + lines(59) + "}") == ["61 lines > 60"])
    }

    @Test func `a line may have 100 columns`() {
        #expect(reasons(String(repeating: "→", count: 100)).isEmpty)
        #expect(reasons(String(repeating: "a", count: 101)) == ["101 columns > 100"])
    }

    @Test func `a function may have 5 parameters, an initialiser that only assigns any number`() {
        let parameters = "(a: A, b: B, c: C, d: D, e: E, f: F)"
        #expect(reasons("func a(a: A, b: B, c: C, d: D, e: E) {}").isEmpty)
        #expect(reasons("func a\(parameters) {}") == ["6 parameters > 5"])
        #expect(reasons("init\(parameters) {\n self.a = a\n}").isEmpty)
        #expect(reasons("init\(parameters) {\n start()\n}") == ["6 parameters > 5"])
    }
}
