// swift-tools-version: 6.2
import PackageDescription

/// One line a target, lowest layer first; `uses` names the targets of lower layers and the libraries.
let package = Package(
    name: "tandem",
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        source("Domain"),

        source("MarketCalendar", uses: "Domain"),

        source("Storage", uses: "Domain", "MarketCalendar", .grdb, .crypto),

        test("Domain"),
        test("MarketCalendar", uses: "Domain"),
        test("Storage", uses: "Domain", .grdb),
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

extension Target.Dependency {
    static var crypto: Self { .product(name: "Crypto", package: "swift-crypto") }
    static var grdb: Self { .product(name: "GRDB", package: "GRDB.swift") }
}
