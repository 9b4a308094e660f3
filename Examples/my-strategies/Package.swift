// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "my-strategies",
    dependencies: [.package(name: "tandem", path: "../..")],
    targets: [
        .executableTarget(
            name: "my-strategies", dependencies: [.product(name: "Backtest", package: "tandem")])
    ])
