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
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-numerics", exact: "1.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        source("Domain"),

        source("MarketCalendar", uses: "Domain"),
        source("Metrics", uses: "Domain", .realModule),

        source("MarketData", uses: "Domain", "MarketCalendar"),
        source("Simulation", uses: "Domain"),
        source("Storage", uses: "Domain", "MarketCalendar", .grdb, .grdbSQLite, .crypto),

        source(
            "Desk", uses: "Domain", "MarketCalendar", "MarketData", "Simulation", "Storage"),

        tool(
            "Tandem",
            uses: "Domain", "MarketCalendar", "MarketData", "Simulation", "Storage", "Desk",
            .argumentParser),
        tool(
            "goldens",
            uses: "Domain", "MarketCalendar", "Metrics", "MarketData", "Simulation"),

        test("Domain"),
        test("MarketCalendar", uses: "Domain"),
        test("Metrics", uses: "Domain"),
        test("MarketData", uses: "Domain", "MarketCalendar"),
        test("Simulation", uses: "Domain"),
        test("Storage", uses: "Domain", .grdb),
        test("Desk", uses: "Domain", "MarketCalendar", "MarketData", "Simulation", "Storage"),
        test("Tandem", uses: "Domain"),
        test("goldens"),
        // A program that kills itself, and the test that starts it.
        support(
            "Crash", uses: "Domain", "MarketCalendar", "MarketData", "Simulation", "Storage",
            "Desk"),
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

func source(_ name: String, uses: Target.Dependency...) -> Target {
    .target(name: name, dependencies: uses, swiftSettings: strict())
}

func tool(_ name: String, uses: Target.Dependency...) -> Target {
    .executableTarget(name: name, dependencies: uses, swiftSettings: strict())
}

/// A program that only tests use.
func support(_ name: String, uses: Target.Dependency...) -> Target {
    .executableTarget(
        name: name, dependencies: uses, path: "Tests/\(name)", swiftSettings: strict())
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
    static var crypto: Self { .product(name: "Crypto", package: "swift-crypto") }
    static var grdb: Self { .product(name: "GRDB", package: "GRDB.swift") }
    /// SQLite's own interface, of the library that GRDB is built on.
    static var grdbSQLite: Self { .product(name: "GRDBSQLite", package: "GRDB.swift") }
    static var realModule: Self { .product(name: "RealModule", package: "swift-numerics") }
}
