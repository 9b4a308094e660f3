// swift-tools-version: 6.2
import PackageDescription

/// One line a target, lowest layer first; `uses` names targets of lower layers and libraries.
let package = Package(
    name: "tandem",
    products: [
        .executable(name: "tandem", targets: ["Tandem"]),
        // What the package in Benchmarks/ measures.
        .library(name: "Domain", targets: ["Domain"]),
        .library(name: "MarketData", targets: ["MarketData"]),
        .library(name: "Simulation", targets: ["Simulation"]),
        .library(name: "Storage", targets: ["Storage"]),
        .library(name: "Backtest", targets: ["Indicators", "Strategies", "Backtest"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-numerics", exact: "1.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(
            url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        source("Domain"),
        source("ExactJSON"),

        source("Indicators", uses: "Domain"),
        source("MarketCalendar", uses: "Domain"),
        source("AlpacaWire", uses: "Domain", "ExactJSON"),
        source("PerformanceMetrics", uses: "Domain", .realModule),
        source(
            "WebSockets",
            uses: .httpTypes, .hummingbirdCore, .hummingbirdTLS, .logging, .nioCore, .nioHTTP1,
            .nioHTTPCompression, .nioHTTPTypes, .nioHTTPTypesHTTP1, .nioPosix, .nioSSL,
            .nioWebSocket),

        source("MarketData", uses: "Domain", "MarketCalendar"),
        source("Simulation", uses: "Domain"),
        source("Storage", uses: "Domain", "MarketCalendar", .grdb, .grdbSQLite, .crypto),

        source("Brokers", uses: "Domain", "MarketCalendar", "Simulation", "Storage"),
        source("Strategies", uses: "Domain", "Indicators", "MarketCalendar"),

        source(
            "Alpaca",
            uses: "Domain", "Simulation", "Storage", "AlpacaWire", "WebSockets", "Brokers",
            .asyncHTTPClient, .nioCore, .nioHTTP1, .nioPosix),

        source(
            "LocalExchange",
            uses: "Domain", "MarketCalendar", "MarketData", "Simulation", "Storage", "AlpacaWire",
            "WebSockets", .httpTypes, .hummingbird, .logging, .serviceLifecycle),

        source(
            "Backtest",
            uses: "Domain", "ExactJSON", "MarketCalendar", "MarketData", "PerformanceMetrics",
            "Simulation", "Strategies", .crypto),

        source(
            "Desk",
            uses: "Domain", "ExactJSON", "MarketCalendar", "PerformanceMetrics", "MarketData",
            "Simulation", "Storage", "Brokers", "Strategies", "Backtest"),

        source(
            "Web", uses: "Domain", "ExactJSON", "MarketCalendar", "PerformanceMetrics", "Storage",
            "Strategies", "Brokers", "Backtest", "Desk", "WebSockets", .httpTypes, .hummingbird,
            .logging,
            .mustache, .serviceLifecycle, embeds: "Resources"),

        tool(
            "Tandem",
            uses: "Domain", "ExactJSON", "MarketCalendar", "PerformanceMetrics", "MarketData",
            "Simulation", "Storage", "Brokers", "Strategies", "Backtest", "Alpaca", "LocalExchange",
            "Desk", "Web", .argumentParser, .logging, .serviceLifecycle, .unixSignals),
        tool(
            "goldens",
            uses: "Domain", "ExactJSON", "Indicators", "MarketCalendar", "PerformanceMetrics",
            "MarketData", "Backtest"),

        fixtures(
            "TestSupport",
            uses: "Domain", "MarketCalendar", "MarketData", "Simulation", "Storage", "Brokers",
            "AlpacaWire", "Alpaca", "LocalExchange", "Desk"),
        test("Domain"),
        test("ExactJSON"),
        test("AlpacaWire", uses: "Domain", "ExactJSON"),
        test("Indicators", uses: "Domain"),
        test("MarketCalendar", uses: "Domain"),
        test("PerformanceMetrics", uses: "Domain"),
        test(
            "WebSockets",
            uses: .httpTypes, .hummingbird, .hummingbirdCore, .logging, .nioCore, .nioHTTP1,
            .nioPosix, .nioWebSocket, .serviceLifecycle),
        test("MarketData", uses: "Domain", "MarketCalendar"),
        test("Simulation", uses: "Domain"),
        test("Storage", uses: "Domain", .grdb),
        test(
            "Alpaca",
            uses: "Domain", "Simulation", "Storage", "AlpacaWire", "Brokers", "Desk",
            "TestSupport"),
        test(
            "LocalExchange",
            uses: "Domain", "MarketCalendar", "MarketData", "Storage", "AlpacaWire", "WebSockets",
            .hummingbird, .hummingbirdTesting, .logging),
        test(
            "Brokers",
            uses: "Domain", "Simulation", "Storage", "Strategies", "Backtest", "Alpaca",
            "TestSupport", .grdb),
        test("Strategies", uses: "Domain", "Indicators"),
        test("Backtest", uses: "Domain", "ExactJSON", "MarketData", "Simulation", "Strategies"),
        test(
            "Desk", uses: "Domain", "ExactJSON", "MarketCalendar", "MarketData", "Simulation",
            "Storage", "Backtest", "Brokers", "TestSupport", .grdb),
        test(
            "Web",
            uses: "Domain", "ExactJSON", "MarketCalendar", "MarketData", "Simulation", "Storage",
            "Brokers", "Desk", "TestSupport", "WebSockets", .httpTypes, .hummingbird,
            .hummingbirdTesting, .logging, .nioCore, .nioPosix),
        test("Tandem", uses: "Domain", "ExactJSON", "Desk"),
        test("goldens"),
        // A program that kills itself, and the test that starts it.
        support(
            "Crash", uses: "Domain", "MarketCalendar", "MarketData", "Simulation", "Storage",
            "Brokers", "Desk"),
        // Desks that the tests in Tests/Browser start.
        support(
            "BrowserDesk", uses: "Domain", "MarketCalendar", "Simulation", "Storage", "Brokers",
            "Desk", "Web", .hummingbird, .logging, .unixSignals),
        test("Crash", uses: "Domain", "Storage"),
        .testTarget(name: "ArchitectureTests", swiftSettings: strict()),
    ]
)

/// What every target is compiled with: a `public import` then shows what leaks.
func strict() -> [SwiftSetting] {
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}

/// - Parameter embeds: the folder of files that become part of the program.
func source(_ name: String, uses: Target.Dependency..., embeds: String? = nil) -> Target {
    .target(
        name: name, dependencies: uses, resources: embeds.map { [.embedInCode($0)] },
        swiftSettings: strict())
}

func tool(_ name: String, uses: Target.Dependency...) -> Target {
    .executableTarget(name: name, dependencies: uses, swiftSettings: strict())
}

/// A program that only tests use.
func support(_ name: String, uses: Target.Dependency...) -> Target {
    .executableTarget(
        name: name, dependencies: uses, path: "Tests/\(name)", swiftSettings: strict())
}

/// Scenes that several suites of tests play in.
func fixtures(_ name: String, uses: Target.Dependency...) -> Target {
    .target(name: name, dependencies: uses, path: "Tests/\(name)", swiftSettings: strict())
}

func test(_ name: String, uses: Target.Dependency...) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name)] + uses, swiftSettings: strict())
}

/// The libraries, by the product that is imported.
extension Target.Dependency {
    static var argumentParser: Self {
        .product(name: "ArgumentParser", package: "swift-argument-parser")
    }
    static var asyncHTTPClient: Self {
        .product(name: "AsyncHTTPClient", package: "async-http-client")
    }
    static var crypto: Self { .product(name: "Crypto", package: "swift-crypto") }
    static var grdb: Self { .product(name: "GRDB", package: "GRDB.swift") }
    /// SQLite's own interface, of the library that GRDB is built on.
    static var grdbSQLite: Self { .product(name: "GRDBSQLite", package: "GRDB.swift") }
    static var httpTypes: Self { .product(name: "HTTPTypes", package: "swift-http-types") }
    static var hummingbird: Self { .product(name: "Hummingbird", package: "hummingbird") }
    static var hummingbirdCore: Self {
        .product(name: "HummingbirdCore", package: "hummingbird")
    }
    static var hummingbirdTesting: Self {
        .product(name: "HummingbirdTesting", package: "hummingbird")
    }
    static var hummingbirdTLS: Self { .product(name: "HummingbirdTLS", package: "hummingbird") }
    static var logging: Self { .product(name: "Logging", package: "swift-log") }
    static var mustache: Self { .product(name: "Mustache", package: "swift-mustache") }
    static var nioCore: Self { .product(name: "NIOCore", package: "swift-nio") }
    static var nioHTTP1: Self { .product(name: "NIOHTTP1", package: "swift-nio") }
    static var nioHTTPCompression: Self {
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras")
    }
    static var nioHTTPTypes: Self {
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras")
    }
    static var nioHTTPTypesHTTP1: Self {
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
    }
    static var nioPosix: Self { .product(name: "NIOPosix", package: "swift-nio") }
    static var nioSSL: Self { .product(name: "NIOSSL", package: "swift-nio-ssl") }
    static var nioWebSocket: Self { .product(name: "NIOWebSocket", package: "swift-nio") }
    static var realModule: Self { .product(name: "RealModule", package: "swift-numerics") }
    static var serviceLifecycle: Self {
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    }
    static var unixSignals: Self {
        .product(name: "UnixSignals", package: "swift-service-lifecycle")
    }
}
