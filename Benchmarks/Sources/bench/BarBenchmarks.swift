import Domain
import Glibc
import MarketData
import Storage

/// What importing and loading bars costs.
enum BarBenchmarks {
    static let barCount = 1_000_000

    /// A CSV file of a million lines, some 53 MB: read, checked, merged and stored in a new
    /// database.
    static func importing() async throws -> Benchmark {
        let folder = try TemporaryFolder()
        try writeFile(folder.file("bars.csv"))
        guard let symbol = Symbol("BENCH") else { throw TemporaryFolder.Failure() }
        return Benchmark(
            name: "import-million", subject: "import of 1,000,000 lines",
            work: {
                folder.remove("import.sqlite")
                let ledger = try Ledger.open(
                    at: folder.file("import.sqlite"), surroundings: .benchmark)
                let file = try BarFile(path: folder.file("bars.csv"))
                let merge = try BarMerge(file, into: [])
                try await ledger.bars.save(merge.bars, of: symbol, .minute1)
                try ledger.close()
                return merge.report.added
            },
            bound: .milliseconds(1_500), repetitionsMax: 3)
    }

    /// The same million bars, loaded back.
    static func loading() async throws -> Benchmark {
        let folder = try TemporaryFolder()
        guard let symbol = Symbol("BENCH") else { throw TemporaryFolder.Failure() }
        let ledger = try Ledger.open(at: folder.file("load.sqlite"), surroundings: .benchmark)
        try await ledger.bars.save(bars(), of: symbol, .minute1)
        return Benchmark(
            name: "load-million", subject: "loading of 1,000,000 bars",
            work: {
                _ = folder.path  // The folder lives as long as the work.
                return try await ledger.bars.load(symbol, .minute1).count
            },
            bound: .milliseconds(150), repetitionsMax: 10)
    }

    /// Minutes in a row from 2015-01-02T14:30Z on, a random walk in cents.
    private static func bars() -> [Bar] {
        var chance: UInt64 = 42
        var cents: Int64 = 10_000
        return (0..<barCount).map { index in
            chance ^= chance << 13
            chance ^= chance >> 7
            chance ^= chance << 17
            let open = cents
            cents = max(500, cents + Int64(chance % 21) - 10)
            func price(_ cents: Int64) -> Price { Price(nanos: cents * 10_000_000) }
            return Bar(
                start: Timestamp(nanoseconds: (1_420_209_000 + Int64(index) * 60) * 1_000_000_000),
                open: price(open), high: price(max(open, cents) + 5),
                low: price(min(open, cents) - 5), close: price(cents),
                volume: Volume(thousandths: Int64(100 + chance % 20_000) * 1_000))
        }
    }

    private static func writeFile(_ path: String) throws {
        guard let file = fopen(path, "w") else { throw TemporaryFolder.Failure() }
        defer { fclose(file) }
        fputs("timestamp,open,high,low,close,volume\n", file)
        for bar in bars() {
            let prices = [bar.open, bar.high, bar.low, bar.close].map(cents).joined(separator: ",")
            fputs("\(bar.start.description.dropLast(5))Z,\(prices),\(bar.volume)\n", file)
        }
    }

    private static func cents(_ price: Price) -> String {
        let cents = price.nanos / 10_000_000
        return "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    }
}

extension Surroundings {
    /// A clock that stands, since benchmarks ask for none.
    static var benchmark: Surroundings {
        let instant = Timestamp(nanoseconds: 1_700_000_000_000_000_000)
        return Surroundings(
            wallNow: { instant }, marketNow: { instant },
            newOrderID: { preconditionFailure("Benchmarks name their orders.") })
    }
}
