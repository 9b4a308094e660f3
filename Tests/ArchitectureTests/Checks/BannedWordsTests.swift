import Testing

@Suite struct BannedWordsTests {
    private func words(_ text: String, in target: String) -> [String] {
        BannedWords.findings(in: [SourceFile(path: "Sources/\(target)/A.swift", text: text)])
            .map(\.subject)
    }

    @Test(arguments: [
        ("func a() async {}", "Simulation", "async"), ("Task { }", "Domain", "Task"),
        ("print(1)", "Strategies", "print("), ("import Foundation", "Backtest", "Foundation"),
        ("try! go()", "Web", "try!"), ("a as! B", "Desk", "as!"),
        ("fatalError(\"\")", "Tandem", "fatalError("),
        ("final class A: @unchecked Sendable {}", "Storage", "@unchecked Sendable"),
        ("nonisolated(unsafe) var a = 1", "Web", "nonisolated(unsafe)"),
        ("Date()", "Web", "Date()"), ("Int.random(in: a)", "MarketData", ".random("),
        ("let a: Double", "Storage", "Double"), ("Float(a)", "Desk", "Float"),
        ("// TODO: later", "PerformanceMetrics", "TODO"), ("/* FIXME */", "goldens", "FIXME"),
        ("\"\\(Date.now)\"", "Web", "Date.now"),
    ])
    func `a banned word is found`(_ text: String, _ target: String, _ word: String) {
        #expect(words(text, in: target) == [word])
    }

    @Test(arguments: [
        ("func a() async {}", "Desk"), ("// async", "Domain"), ("\"Task\"", "Domain"),
        ("try? go()", "Web"), ("Date(timeIntervalSince1970: 1)", "Web"), ("Date()", "Tandem"),
        ("Date(\"2026\")", "Web"), ("let a: Double", "PerformanceMetrics"), ("update()", "Web"),
        ("asynchronous(taskID, todo)", "Domain"), ("randomness.random", "Domain"),
    ])
    func `what is allowed, or only looks alike, is not`(_ text: String, _ target: String) {
        #expect(words(text, in: target).isEmpty)
    }

    @Test func `flags that turn checks off are found in a manifest`() {
        let text = "swiftSettings: [.unsafeFlags([\"-Ounchecked\"])]"
        #expect(BannedWords.findings(inManifest: text, path: "Package.swift").count == 2)
        #expect(BannedWords.findings(inManifest: "targets: []", path: "Package.swift").isEmpty)
    }
}
