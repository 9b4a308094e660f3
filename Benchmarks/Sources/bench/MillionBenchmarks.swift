import Domain
import Storage

/// What reading costs where there are a million trades.
enum MillionBenchmarks {
    private static let reads = 50
    private static let pageSize = 20

    static func firstPage() async throws -> Benchmark {
        try await pages("first-page", "page 1", allowedEach: 250) { _ in }
    }

    static func deepPage() async throws -> Benchmark {
        try await pages("deep-page", "page 5,000", allowedEach: 1_000) {
            $0.offset = 4_999 * pageSize
        }
    }

    /// The last page: whole days are passed over, not half a million rows.
    static func lastPage() async throws -> Benchmark {
        try await pages("last-page", "the last page", allowedEach: 1_000) {
            $0.offset = MillionTrades.count - pageSize
        }
    }

    /// By a key, as a reader comes to it who follows `next_cursor`.
    static func cursor() async throws -> Benchmark {
        var query = query()
        query.offset = 4_999 * pageSize
        let next = try await MillionTrades.ledger().trades(query).next
        return try await pages("cursor", "a page by key", allowedEach: 250) { $0.after = next }
    }

    /// Days do not part symbols: the index of one is walked, its rows are not.
    static func symbolPage() async throws -> Benchmark {
        guard let symbol = Symbol("S150") else { throw TemporaryFolder.Failure() }
        return try await pages("symbol-page", "page 400 of a symbol", allowedEach: 2_000) {
            ($0.symbol, $0.offset) = (symbol, 399 * pageSize)
        }
    }

    static func days() async throws -> Benchmark {
        let ledger = try await MillionTrades.ledger()
        return Benchmark(
            name: "million-days", subject: "\(reads) summaries of 30 days",
            work: {
                var sum = 0
                for _ in 0..<reads {
                    sum += try await ledger.dayGroups(.paper, limit: 30).count
                    sum += Int(try await ledger.totals(.paper).tradesClosed)
                }
                return sum
            },
            bound: .milliseconds(Double(reads) * 0.5))
    }

    /// What a desk reads at its start.
    static func start() async throws -> Benchmark {
        let ledger = try await MillionTrades.ledger()
        return Benchmark(
            name: "million-start", subject: "a start",
            work: { try await ledger.openState(.paper).orders.count },
            bound: .milliseconds(20))
    }

    static func doctor() async throws -> Benchmark {
        _ = try await MillionTrades.ledger()
        return Benchmark(
            name: "million-doctor", subject: "an examination",
            work: {
                let findings = try Doctor.examine(path: MillionTrades.path)
                guard findings.isEmpty else { throw MillionTrades.Unsound(findings: findings) }
                return 1
            },
            bound: .milliseconds(300_000), repetitionsMax: 1)
    }

    private static func pages(
        _ name: String, _ subject: String, allowedEach microseconds: Double,
        _ change: (inout TradeQuery) -> Void
    ) async throws -> Benchmark {
        let ledger = try await MillionTrades.ledger()
        var changed = query()
        change(&changed)
        let query = changed
        return Benchmark(
            name: "million-\(name)", subject: "\(subject), \(reads) times",
            work: {
                var count = 0
                for _ in 0..<reads {
                    let page = try await ledger.trades(query)
                    count += page.trades.count
                }
                guard count == reads * pageSize else { throw MillionTrades.Unsound(findings: []) }
                return count
            },
            bound: .milliseconds(Double(reads) * microseconds / 1_000))
    }

    private static func query() -> TradeQuery {
        var query = TradeQuery(mode: .paper)
        query.limit = pageSize
        return query
    }
}

/// A ledger with a million closed trades, which the ledger itself has booked.
///
/// To make it takes minutes, so the file is kept for the next run and for benchmarks of others; one
/// that was not finished is gone on with.
enum MillionTrades {
    static let count = 1_000_000
    static let path = "/tmp/tandem-million-trades.sqlite"
    /// What `script/bench desk` serves the account on: as SyntheticSource names it.
    private static let servedFeed = FeedBinding(
        kind: "synthetic",
        identity: "v1 seed:42 "
            + (0..<100).map { "SYM\(String(1_000 + $0).dropFirst())" }.joined(separator: ","))

    static func ledger() async throws -> Ledger {
        let ledger = try Ledger.open(
            at: path, options: LedgerOptions(openingCash: Money(nanos: 10_000_000_000_000_000)),
            surroundings: .benchmark)
        let history = try TradeHistory(days: count / TradeHistory.tradesPerDay)
        var totals = try await ledger.totals(.paper)
        if totals.orders == 0 { try await ledger.bindPaper(to: servedFeed) }
        while totals.tradesClosed < count {
            let day = Int(totals.orders) / TradeHistory.ordersPerDay
            try await ledger.commit(history.batch(day: day, cash: totals.cash))
            totals = try await ledger.totals(.paper)
        }
        return ledger
    }

    /// A file that is not what it was made to be.
    struct Unsound: Error {
        let findings: [Finding]
    }
}
