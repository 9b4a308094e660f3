import GRDB

/// The numbers of rows that are sealed, and so must be known before they are written.
enum NextNumber {
    /// One above all that were ever given in a table: none is used twice, not even after its row is
    /// gone.
    static func of(_ table: String, in db: Database) throws -> Int64 {
        let sql = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        let last =
            try PreparedStatement(sql, in: db).first({ $0.add(table) }, of: "sqlite_sequence") {
                try $0.integer()
            } ?? 0
        guard (0..<Int64.max).contains(last) else {
            throw StorageError.corrupt("the last number of \(table) is \(last)")
        }
        return last + 1
    }
}
