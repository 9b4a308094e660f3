import Domain
import Storage

/// What a whole order costs the ledger: its intent and that it was taken, then its fill with trade,
/// position and cash.
enum OrderBenchmarks {
    private static let batches = 80

    /// Sixteen orders a commit, then their fills in the next, against the same rows written by
    /// plain prepared statements in one transaction.
    static func wholeOrders() throws -> Benchmark {
        let folder = try TemporaryFolder()
        let ledger = try Ledger.open(at: folder.file("ledger.sqlite"), surroundings: .benchmark)
        let floor = try PlainRows(at: folder.file("floor.sqlite"))
        var (stream, plain) = (OrderStream(), OrderStream())
        return Benchmark(
            name: "ledger-orders", subject: "a whole order",
            work: {
                _ = folder.path  // The folder lives as long as the work.
                for _ in 0..<batches { try await write(stream.next(), to: ledger) }
                return batches * OrderStream.perBatch
            },
            bound: .microsecondsEach(
                120, floor: "plain rows",
                {
                    for _ in 0..<batches { try await floor.write(plain.next()) }
                    return batches * OrderStream.perBatch
                }))
    }

    private static func write(_ entries: [OrderStream.Entry], to ledger: Ledger) async throws {
        let time = entries[0].fill.time
        var batch = Batch(mode: .paper, submittedAt: time)
        batch.intents = entries.map(\.ticket)
        batch.reports = entries.map { .accepted($0.ticket.id, at: time) }
        try await ledger.commit(batch)
        try await ledger.book(entries.map { .filled($0.fill) }, mode: .paper)
    }
}
