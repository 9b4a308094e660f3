public import Domain
import GRDB

extension Ledger {
    /// What is held now, by symbol.
    public func positions(_ mode: TradingMode) async throws(StorageError) -> [BookedPosition] {
        try await read { db in
            try PositionStore(tables: .of(mode), db: db).positions()
        }
    }

    /// The sums of an epoch; of the current one where none is named.
    public func totals(
        _ mode: TradingMode, epoch: Int64? = nil
    ) async throws(StorageError) -> BookTotals {
        try await read { db in
            let epoch = try epoch ?? Epochs.current(mode, in: db)
            return try BookTotals.load(epoch, .of(mode), in: db)
        }
    }

    /// An order by its name, of any epoch.
    public func order(
        _ id: ClientOrderID, mode: TradingMode
    ) async throws(StorageError) -> BookedOrder? {
        try await read { db in try OrderStore(tables: .of(mode), db: db).order(id) }
    }

    /// Orders by their names, all of one moment, of any epoch; a name that stands for none is left
    /// out.
    public func orders(
        named ids: [ClientOrderID], mode: TradingMode
    ) async throws(StorageError) -> [ClientOrderID: BookedOrder] {
        try await read { db in
            let store = OrderStore(tables: .of(mode), db: db)
            var orders: [ClientOrderID: BookedOrder] = [:]
            for id in ids { orders[id] = try store.order(id) }
            return orders
        }
    }

    /// An order by its number, of any epoch.
    public func order(
        number: Int64, mode: TradingMode
    ) async throws(StorageError) -> BookedOrder? {
        try await read { db in try OrderStore(tables: .of(mode), db: db).order(number: number) }
    }

    /// Orders of an epoch older than number `before`, newest first; the current epoch and the
    /// newest orders where neither is named.
    public func orders(
        _ mode: TradingMode, epoch: Int64? = nil, before: Int64? = nil, limit: Int = 50
    ) async throws(StorageError) -> [BookedOrder] {
        try await read { db in
            let epoch = try epoch ?? Epochs.current(mode, in: db)
            let store = OrderStore(tables: .of(mode), db: db)
            return try store.newest(in: epoch, before: before ?? .max, limit: limit)
        }
    }

    /// The orders of the current epoch that may still fill, by age.
    public func openOrders(_ mode: TradingMode) async throws(StorageError) -> [BookedOrder] {
        try await read { db in
            let store = OrderStore(tables: .of(mode), db: db)
            return try store.open(Epochs.current(mode, in: db))
        }
    }

    /// A trade by its number.
    public func trade(
        _ id: Int64, mode: TradingMode
    ) async throws(StorageError) -> BookedTrade? {
        try await read { db in try TradeStore(tables: .of(mode), db: db).trade(id) }
    }

    /// The fills of an order, in their sequence.
    public func fills(
        of order: ClientOrderID, mode: TradingMode
    ) async throws(StorageError) -> [Fill] {
        try await read { db in try Self.fills(of: [order], mode, in: db) }
    }

    /// The fills of a trade: all of its entry order, and all of the order that closed it.
    public func fills(
        ofTrade id: Int64, mode: TradingMode
    ) async throws(StorageError) -> [Fill] {
        try await read { db in
            let trade = try TradeStore(tables: .of(mode), db: db).trade(id)
            let orders = trade.map { [$0.lot, $0.exitOrder].compactMap { $0 } }
            return try Self.fills(of: orders ?? [], mode, in: db)
        }
    }

    private static func fills(
        of orders: [ClientOrderID], _ mode: TradingMode, in db: Database
    ) throws -> [Fill] {
        let tables = Tables.of(mode)
        return try orders.compactMap { try OrderStore(tables: tables, db: db).order($0) }
            .flatMap { try FillStore(tables: tables, db: db).fills(of: $0) }
    }
}
