import Foundation
import Testing

/// A strategy in a package of a user's own, as docs/STRATEGIES.md shows it.
@Suite struct ExampleStrategyTests {
    private static let folder = "\(Terminal.root)/Examples/my-strategies"
    private static let files = [
        "Package.swift", "Sources/my-strategies/RisingCloses.swift",
        "Sources/my-strategies/Program.swift",
    ]
    /// What the library product consists of, libraries included.
    private static let modules = [
        "Domain", "ExactJSON", "Indicators", "MarketCalendar", "PerformanceMetrics", "MarketData",
        "Simulation", "Strategies", "Backtest", "Crypto", "CryptoBoringWrapper", "RealModule",
        "CCryptoBoringSSL", "CCryptoBoringSSLShims", "CXKCP", "CXKCPShims", "_NumericsShims",
    ]

    @Test func `the page shows the files of the example`() throws {
        let path = "\(Terminal.root)/docs/STRATEGIES.md"
        let page = try String(contentsOfFile: path, encoding: .utf8)
        for name in Self.files {
            let text = try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
                .replacing("path: \"../..\"", with: "path: \"../tandem\"")
            #expect(page.contains("```swift\n\(text)```"), "\(name)")
        }
    }

    @Test func `the example is a package that depends on the product Backtest`() throws {
        let terminal = try Terminal()
        let launch = try Launch(
            "/usr/bin/env", ["swift", "package", "--package-path", Self.folder, "dump-package"],
            in: terminal)
        #expect(launch.status == 0, "\(launch.errors)")
        #expect(launch.output.contains("\"Backtest\""))
    }

    /// Against what this build has compiled, so that it takes seconds and not minutes.
    @Test func `the example is built, trades, and uses no future`() throws {
        let terminal = try Terminal()
        let products = (try Launch.path(of: "tandem") as NSString).deletingLastPathComponent
        let program = terminal.path("my-strategies")
        let built = try Launch(
            "/usr/bin/env",
            ["swiftc", "-swift-version", "6", "-parse-as-library", "-module-name", "my_strategies"]
                + ["-I", "\(products)/Modules"] + (try Self.moduleMaps())
                + Self.files.dropFirst().map { "\(Self.folder)/\($0)" }
                + (try Self.objects(in: products)) + ["-lstdc++", "-o", program], in: terminal)
        try #require(built.status == 0, "\(built.errors)")
        let launch = try Launch(program, ["\(Terminal.root)/samples/goog_daily.csv"], in: terminal)
        #expect(launch.status == 0, "\(launch.errors)")
        let words = launch.output.split(whereSeparator: \.isWhitespace)
        #expect(words.first.flatMap { Int($0) } ?? 0 > 20)
        #expect(launch.output.hasSuffix("uses no future\n"))
    }

    private static func objects(in products: String) throws -> [String] {
        let list = try String(
            contentsOfFile: "\(products)/tandem.product/Objects.LinkFileList", encoding: .utf8)
        return list.split(separator: "\n").map(String.init).filter { path in
            modules.contains { path.contains("/\($0).build/") }
        }
    }

    /// Where the modules written in C say what they are.
    private static func moduleMaps() throws -> [String] {
        let checkouts = "\(Terminal.root)/.build/checkouts"
        return try ["swift-crypto", "swift-numerics"].flatMap { name in
            let sources = "\(checkouts)/\(name)/Sources"
            return try FileManager.default.contentsOfDirectory(atPath: sources)
                .map { "\(sources)/\($0)/include/module.modulemap" }
                .filter { FileManager.default.fileExists(atPath: $0) }
                .flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
        }
    }
}
