// swift-tools-version: 6.2
import PackageDescription

/// One line a target, lowest layer first; `uses` names targets of lower layers and libraries.
let package = Package(
    name: "tandem",
    products: [
        // What the package in Benchmarks/ measures.
        .library(name: "Domain", targets: ["Domain"])
    ],
    targets: [
        source("Domain"),

        source("Simulation", uses: "Domain"),

        test("Domain"),
        test("Simulation", uses: "Domain"),
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

func test(_ name: String, uses: Target.Dependency...) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name)] + uses, swiftSettings: strict())
}
