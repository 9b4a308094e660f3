/// Each library has a home: the targets that may import it. A library without one fails.
enum Homes {
    /// No waiting, no Foundation, no logs: values in, values out.
    static let pureCore: Set = ["Domain", "Indicators", "Simulation", "Strategies", "Backtest"]

    /// Modules that come with Swift and are not listed in `Package.swift`.
    static let toolchain: Set = [
        "Swift", "Synchronization", "Dispatch", "Foundation", "FoundationEssentials", "Testing",
        "Darwin", "Glibc", "Musl",
    ]

    static let map: [String: Set<String>] = [
        "AsyncHTTPClient": ["Alpaca"],
        "ArgumentParser": ["Tandem"],
        "Configuration": ["Tandem"],
        "Crypto": ["Storage", "Backtest"],
        "GRDB": ["Storage"],
        "GRDBSQLite": ["Storage"],
        "HTTPTypes": ["WebSockets", "LocalExchange", "Web"],
        "Hummingbird": ["LocalExchange", "Web", "Tandem"],
        "HummingbirdCore": ["WebSockets"],
        "HummingbirdTLS": ["WebSockets"],
        "Logging": ["WebSockets", "Alpaca", "LocalExchange", "Desk", "Web", "Tandem"],
        "Mustache": ["Web"],
        // AsyncHTTPClient speaks of headers, time-outs and failures in these.
        "NIOCore": ["WebSockets", "Alpaca"],
        "NIOHTTP1": ["WebSockets", "Alpaca"],
        "NIOPosix": ["WebSockets", "Alpaca"],
        "RealModule": ["PerformanceMetrics", "Indicators", "Strategies", "Backtest"],
        "ServiceLifecycle": ["WebSockets", "Alpaca", "LocalExchange", "Desk", "Web", "Tandem"],
        "UnixSignals": ["Tandem"],
        // What comes with Swift:
        "Darwin": outsideTheCore,
        "Dispatch": outsideTheCore,
        "Foundation": outsideTheCore,
        "FoundationEssentials": outsideTheCore,
        "Glibc": outsideTheCore,
        "Musl": outsideTheCore,
        "Swift": Set(Layers.map.keys),
        "Synchronization": outsideTheCore,
        "Testing": [],
    ]

    private static let outsideTheCore = Set(Layers.map.keys).subtracting(pureCore)

    /// Where a module may be imported; nil when nobody has decided that yet.
    static func home(of module: String) -> Set<String>? {
        map[module] ?? (module.hasPrefix("NIO") ? ["WebSockets"] : nil)
    }

    static func findings(in files: [SourceFile]) -> [Finding] {
        files.flatMap { file in
            file.imports.compactMap { module, line in
                guard Layers.map[module] == nil else { return nil }
                guard let home = home(of: module) else {
                    return Finding(
                        .home, file.path, line: line, module, because: "has no home in Homes.swift")
                }
                guard !home.contains(file.target) else { return nil }
                return Finding(
                    .home, file.path, line: line, module,
                    because: "its home is \(home.sorted().joined(separator: ", "))")
            }
        }
    }
}
