import Domain
import GRDB

/// The epochs of the paper account; live has the one epoch 0.
enum Epochs {
    /// The epoch of live.
    static let live: Int64 = 0

    /// The epoch that is written to.
    static func current(_ mode: TradingMode, in db: Database) throws -> Int64 {
        switch mode {
        case .live: return live
        case .paper:
            let sql = "SELECT epoch FROM paper_epochs ORDER BY epoch DESC LIMIT 1"
            return try Int64.fetchOne(db.cachedStatement(sql: sql)) ?? 0
        }
    }

    /// Starts paper's first epoch and live's account in a new file.
    static func startFirst(
        openingCash: Money, surroundings: Surroundings, in db: Database
    ) throws {
    }
}
