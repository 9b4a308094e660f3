import Domain
import GRDB
import MarketCalendar

extension Booking {
    /// Writes what the account is worth: the day's first mark stays, the last one is replaced.
    func write(_ mark: EquityMark) throws {
        let day = NewYork.day(of: mark.time).description
        let sql = """
            SELECT 1 FROM \(tables.equity.name) WHERE epoch = ? AND day = ? AND moment = 'first'
            """
        let hasFirst = try Bool.fetchOne(
            db.cachedStatement(sql: sql), arguments: [journal.epoch, day])
        for moment in hasFirst == true ? ["last"] : ["first", "last"] {
            try tables.equity.replace(
                [
                    journal.epoch.databaseValue, day.databaseValue, moment.databaseValue,
                    mark.equity.databaseValue, mark.cash.databaseValue,
                    mark.positionsValue.databaseValue, mark.time.databaseValue,
                    journal.sequence.databaseValue,
                ], in: db)
        }
    }
}
