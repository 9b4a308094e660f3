import Domain
import GRDB
import MarketCalendar

/// The sums of trades by day, symbol and strategy as the journal makes them.
struct FoldedSums {
    /// What trades are summed by: `kind` is `day`, `symbol` or `strategy`.
    struct Key: Hashable {
        let epoch: Int64
        let kind: String
        let name: String
    }

    private struct Sum {
        var counts: [Int64] = [0, 0, 0]
        var realized: Int128 = 0
    }

    private var sums: [Key: Sum] = [:]

    /// Counts a trade in all of its sums, or out of them again.
    mutating func count(_ trade: FoldedTrade, times sign: Int64 = 1) {
        let listedAt = trade.status == 1 ? trade.exitTime ?? trade.entryTime : trade.entryTime
        let names = [
            ("day", NewYork.day(of: listedAt).description),
            ("symbol", trade.symbol.description), ("strategy", trade.origin.strategy.description),
        ]
        for (kind, name) in names {
            let key = Key(epoch: trade.epoch, kind: kind, name: name)
            sums[key, default: Sum()].counts[Int(trade.status)] += sign
            sums[key]?.realized += Int128(trade.realized?.nanos ?? 0) * Int128(sign)
        }
    }

    /// The columns of a sum, which is then taken out; nil where no trade is in it.
    mutating func take(_ key: Key) -> ExpectedCells? {
        guard let sum = sums.removeValue(forKey: key), sum.counts != [0, 0, 0] else { return nil }
        return [
            ("trades_open", sum.counts[0].databaseValue),
            ("trades_closed", sum.counts[1].databaseValue),
            ("trades_cancelled", sum.counts[2].databaseValue),
            ("realized_nanos", Int64(clamping: sum.realized).databaseValue),
        ]
    }

    /// What is left of the days, or of the other kinds.
    func keys(areDays: Bool) -> [Key] {
        sums.filter { $0.value.counts != [0, 0, 0] && ($0.key.kind == "day") == areDays }.keys
            .sorted { ($0.epoch, $0.kind, $0.name) < ($1.epoch, $1.kind, $1.name) }
    }
}
