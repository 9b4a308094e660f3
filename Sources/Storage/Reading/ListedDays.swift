import Domain
import GRDB

/// What the kept sums of days say of a list of trades: how long it is, and on which day a place in
/// it lies.
struct ListedDays {
    /// Whether the days' sums say anything of the list: they do not part symbols and strategies.
    let canSum: Bool
    private let from: String
    private let to: String
    /// The trades of a day that are in the list, as SQL.
    private let counted: String
    private let epoch: Int64
    private let tables: Tables
    private let db: Database

    init(_ query: TradeQuery, epoch: Int64, tables: Tables, db: Database) {
        canSum = query.symbol == nil && query.strategy == nil
        from = query.from?.description ?? ""
        to = query.to?.description ?? "~"
        counted =
            switch query.status {
            case nil: "trades_open + trades_closed + trades_cancelled"
            case .open?: "trades_open"
            case .closed?: "trades_closed"
            case .cancelled?: "trades_cancelled"
            }
        self.epoch = epoch
        self.tables = tables
        self.db = db
    }

    /// How long the list is.
    func length() throws -> Int64 {
        try statement("coalesce(sum(\(counted)), 0)").first(bind, of: tables.days) {
            try $0.integer()
        } ?? 0
    }

    /// The day of the trade that so many go before, and how many of those are of that day; nil
    /// where the list is not that long.
    func place(after offset: Int64) throws -> (day: Day, rest: Int64)? {
        var rest = offset
        return try statement("\(counted), day", "ORDER BY day DESC").firstMatch(
            bind, of: tables.days
        ) { cells in
            let count = try cells.integer()
            guard rest >= count else { return (try cells.parsed { Day($0) }, rest) }
            rest -= count
            return nil
        }
    }

    private func statement(_ columns: String, _ order: String = "") -> PreparedStatement {
        PreparedStatement(
            """
            SELECT \(columns) FROM \(tables.days)
            WHERE epoch = ? AND day >= ? AND day <= ? \(order)
            """, in: db)
    }

    private func bind(_ row: inout RowBinding) {
        row.add(epoch)
        row.add(from)
        row.add(to)
    }
}
