import Testing

@Suite struct ManifestTests {
    @Test func `every form of target is read`() {
        let manifest = Manifest(
            """
            let package = Package(
                name: "x",
                products: [.library(name: "Web", targets: ["Nothing"])],
                targets: [
                    source("Domain"),  // source("Comment")
                    source("Storage", uses: "Domain", .grdb, .nio("NIOCore")),
                    .executableTarget(
                        name: "goldens",
                        dependencies: ["Domain", .product(name: "RealModule", package: "n")],
                        resources: [.copy("a")]),
                    test("Storage", uses: "Domain"),
                ]
            )
            extension Target.Dependency {
                static var grdb: Self { .product(name: "GRDB", package: "GRDB.swift") }
            }
            """)
        #expect(manifest.faults.isEmpty)
        #expect(
            manifest.targets == [
                .init(name: "Domain", isSource: true, dependencies: []),
                .init(
                    name: "Storage", isSource: true, dependencies: ["Domain", "GRDB", "NIOCore"]),
                .init(name: "goldens", isSource: true, dependencies: ["Domain", "RealModule"]),
                .init(name: "StorageTests", isSource: false, dependencies: ["Domain"]),
            ])
    }

    @Test(arguments: [
        "let targets = [source(\"A\")]",
        "Package(targets: [macro(\"A\")])",
        "Package(targets: [source(\"A\", uses: .unknown)])",
    ])
    func `what cannot be read is a fault`(_ text: String) {
        #expect(!Manifest(text).faults.isEmpty)
    }
}
