// swift-tools-version: 6.2
import PackageDescription

/// A package of its own, so that the daily build does not pay for it.
let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "tandem", path: "..")],
    targets: [
        .executableTarget(
            name: "bench",
            dependencies: [
                .product(name: "Backtest", package: "tandem"),
                .product(name: "Domain", package: "tandem"),
                .product(name: "MarketData", package: "tandem"),
                .product(name: "Simulation", package: "tandem"),
                .product(name: "Storage", package: "tandem"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ])
    ]
)
