// swift-tools-version: 6.2
import PackageDescription

/// A package of its own, so that the daily build does not pay for it.
let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "tandem", path: ".."),
        // For the floor that the ledger is compared with: the same rows by plain statements.
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        .executableTarget(
            name: "bench",
            dependencies: [
                .product(name: "Backtest", package: "tandem"),
                .product(name: "Domain", package: "tandem"),
                .product(name: "MarketData", package: "tandem"),
                .product(name: "Simulation", package: "tandem"),
                .product(name: "Storage", package: "tandem"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ])
    ]
)
