import Domain
import Foundation
import Storage
import Testing

/// Random lives of an account, booked by the ledger and by plain arithmetic; a failure names its
/// seed.
@Suite struct RandomHistoryTests {
    static let shards: [UInt64] = [0, 1, 2, 3]
    /// 10,000 in all take some 100 seconds; `TANDEM_HISTORIES=400` asks for fewer.
    static let historiesPerShard =
        (UInt64(ProcessInfo.processInfo.environment["TANDEM_HISTORIES"] ?? "") ?? 10_000) / 4

    @Test(arguments: shards)
    func `the projections are what plain arithmetic makes of the reports`(
        _ shard: UInt64
    ) async throws {
        let ledger = try Ledger.inMemory(surroundings: tickingSurroundings())
        for number in 0..<Self.historiesPerShard {
            let seed = shard * 1_000_000 + number
            let history = try RandomHistory(seed: seed)
            let epoch = try await ledger.resetPaper()
            for batch in history.batches { try await ledger.commit(batch) }
            let found = try await Picture(of: ledger, first: epoch.firstTradeID)
            let expected = Picture(of: history.book)
            #expect(found == expected, "seed \(seed)")
            guard found == expected else { return }
        }
        #expect(try await ledger.examine() == [])
    }
}

/// All that follows from an epoch's reports, in a form that two books can be compared by.
private struct Picture: Equatable {
    var trades: [PlainTrade]
    var realized: [Int128]
    var positions: [String]
    var orders: [String]
    var totals: [Int128]

    init(of book: PlainBook) {
        trades = book.rows.sorted { $0.id < $1.id }
        let closed = trades.filter { !$0.isOpen }
        realized = closed.map(\.realized)
        let open = Dictionary(grouping: trades.filter(\.isOpen)) { $0.symbol }
        positions = open.keys.sorted().map { symbol in
            let rows = open[symbol] ?? []
            let stop = rows.lazy.compactMap(\.stop).first
            let target = rows.lazy.compactMap(\.target).first
            return Self.position(
                symbol, rows.reduce(0) { $0 + $1.quantity }, rows.reduce(0) { $0 + $1.entry },
                stop, target)
        }
        orders = book.orders.map { order in
            Self.order(order.ticket.id, order.state, order.filled, order.value, order.fees)
        }.sorted()
        totals = [
            Int128(trades.count - closed.count), Int128(closed.count),
            Int128(book.orders.count), realized.reduce(0, +), book.fees, book.cash,
        ]
    }

    init(of ledger: Ledger, first: Int64) async throws {
        let booked = try await ledger.allTrades()
        trades = booked.map { PlainTrade($0, first: first) }
        realized = booked.compactMap { $0.realized.map { Int128($0.nanos) } }
        positions = try await ledger.positions(.paper).map { position in
            Self.position(
                position.symbol, Int128(position.quantity.billionths),
                Int128(position.entryValue.nanos), position.stopLoss, position.takeProfit)
        }
        orders = try await ledger.orders(.paper, limit: 1_000).map { order in
            Self.order(
                order.ticket.id, order.state.rawValue, order.filled.billionths,
                Int128(order.filledValue.nanos), Int128(order.fees.nanos))
        }.sorted()
        let sums = try await ledger.totals(.paper)
        totals = [
            Int128(sums.tradesOpen), Int128(sums.tradesClosed), Int128(sums.orders),
            Int128(sums.realized.nanos), Int128(sums.fees.nanos), Int128(sums.cash.nanos),
        ]
    }

    private static func position(
        _ symbol: Symbol, _ quantity: Int128, _ entry: Int128, _ stop: Price?, _ target: Price?
    ) -> String {
        "\(symbol) \(quantity) for \(entry), stop \(stop?.nanos ?? 0) target \(target?.nanos ?? 0)"
    }

    private static func order(
        _ id: ClientOrderID, _ state: String, _ filled: Int64, _ value: Int128, _ fees: Int128
    ) -> String {
        "\(id) \(state) \(filled) for \(value) and \(fees)"
    }
}

extension PlainTrade {
    fileprivate init(_ trade: BookedTrade, first: Int64) {
        self.init(
            id: Int(trade.id - first) + 1, lot: trade.lot, symbol: trade.symbol,
            side: trade.side.rawValue, strategy: trade.origin.strategy,
            quantity: Int128(trade.quantity.billionths), entry: Int128(trade.entryValue.nanos),
            fees: Int128(trade.fees.nanos), slippage: Int128(trade.slippage.nanos),
            entryTime: trade.entryTime, exit: Int128(trade.exitValue?.nanos ?? 0),
            status: trade.status.rawValue, exitTime: trade.exitTime, exitOrder: trade.exitOrder,
            reason: trade.exitReason?.rawValue, stop: trade.stopLoss, target: trade.takeProfit)
    }
}
