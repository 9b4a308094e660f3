// swift-tools-version: 6.2
import PackageDescription

/// One line a target, lowest layer first; `uses` names the targets of lower layers and the libraries.
let package = Package(
    name: "tandem",
    dependencies: [
        .package(url: "https://github.com/apple/swift-numerics", exact: "1.1.1")
    ],
    targets: [
        source("Domain"),

        source("MarketCalendar", uses: "Domain"),
        source("Metrics", uses: "Domain", .realModule),

        source("MarketData", uses: "Domain", "MarketCalendar"),

        tool("goldens", uses: "Domain", "MarketCalendar", "Metrics", "MarketData"),

        test("Domain"),
        test("MarketCalendar", uses: "Domain"),
        test("Metrics", uses: "Domain"),
        test("MarketData", uses: "Domain", "MarketCalendar"),
        test("goldens"),
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

func test(_ name: String, uses: Target.Dependency...) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name)] + uses, swiftSettings: strict())
}

/// The libraries, by the product that is imported.
extension Target.Dependency {
    static var realModule: Self { .product(name: "RealModule", package: "swift-numerics") }
}
