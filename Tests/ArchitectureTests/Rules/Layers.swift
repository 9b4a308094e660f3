/// Imports point strictly down: never up, and never to a neighbour.
enum Layers {
    /// The map of `docs/ARCHITECTURE.md`. A new target gets its layer here, and a decision record.
    static let map = [
        "Domain": 0, "ExactJSON": 0,
        "Indicators": 1, "MarketCalendar": 1, "PerformanceMetrics": 1, "AlpacaWire": 1,
        "WebSockets": 1,
        "MarketData": 2, "Simulation": 2, "Storage": 2,
        "Strategies": 3, "Brokers": 3,
        "Backtest": 4, "Alpaca": 4, "LocalExchange": 4,
        "Desk": 5,
        "Web": 6,
        "Tandem": 7, "goldens": 7,
    ]

    static func findings(in files: [SourceFile], _ manifest: Manifest) -> [Finding] {
        unplaced(files, manifest) + upward(files)
            + manifest.sources.flatMap { undeclared(files, $0, manifest) + unused(files, $0) }
    }

    /// Folders and targets that are not each other's, or that have no layer.
    private static func unplaced(_ files: [SourceFile], _ manifest: Manifest) -> [Finding] {
        let folders = Set(files.map(\.target))
        let targets = Set(manifest.sources.map(\.name))
        let strays = folders.symmetricDifference(targets).sorted().map {
            Finding(.manifest, "Package.swift", $0, because: "needs both a target and a folder")
        }
        let unmapped = folders.union(targets).subtracting(map.keys).sorted().map {
            Finding(.layer, "Sources/\($0)", $0, because: "has no layer in Layers.swift")
        }
        return strays + unmapped
    }

    private static func upward(_ files: [SourceFile]) -> [Finding] {
        files.flatMap { file in
            file.imports.compactMap { module, line in
                guard let layer = map[module], layer >= map[file.target] ?? 0 else { return nil }
                return Finding(
                    .layer, file.path, line: line, module,
                    because: "\(file.target) may import strictly lower layers only")
            }
        }
    }

    /// The build tolerates an import that the target does not list, as long as some other does.
    private static func undeclared(
        _ files: [SourceFile], _ target: Manifest.Target, _ manifest: Manifest
    ) -> [Finding] {
        files.filter { $0.target == target.name }.flatMap { file in
            file.imports.compactMap { module, line in
                let isDeclared = target.dependencies.contains(module)
                guard !isDeclared, !Homes.toolchain.contains(module) else { return nil }
                return Finding(
                    .declared, file.path, line: line, module,
                    because: "is imported, but Package.swift does not list it for \(target.name)")
            }
        }
    }

    private static func unused(_ files: [SourceFile], _ target: Manifest.Target) -> [Finding] {
        let imported = Set(
            files.filter { $0.target == target.name }.flatMap { $0.imports.map(\.module) })
        return target.dependencies.filter { !imported.contains($0) }.map {
            Finding(
                .declared, "Package.swift", $0, because: "no file of \(target.name) imports it")
        }
    }
}
