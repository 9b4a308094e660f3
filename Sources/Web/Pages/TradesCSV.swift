import Domain
import Hummingbird
import Storage

/// The trades of a view as CSV: all pages of it, plain decimals, UTC times, and no cell that a
/// spreadsheet would take for a formula.
struct TradesCSV {
    /// How many rows an export has at most.
    static let rowsMax = 100_000

    let query: TradeQuery
    let ledger: Ledger

    private static let columns = [
        "id", "symbol", "side", "status", "shares", "entry_price", "entry_time", "exit_price",
        "exit_time", "realized_pnl", "fees", "slippage", "stop_loss", "take_profit", "strategy",
        "exit_reason", "listed_on",
    ]

    /// The export, written page by page while it is read.
    func response() -> Response {
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: Self.columns.joined(separator: ",") + "\r\n"))
            var query = query
            (query.limit, query.offset) = (500, 0)
            var count = 0
            while count < Self.rowsMax {
                let page = try await ledger.trades(query)
                let lines = page.trades.map(Self.line).joined()
                try await writer.write(ByteBuffer(string: lines))
                count += page.trades.count
                guard let next = page.next else { break }
                query.after = next
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"trades.csv\"",
            ], body: body)
    }

    private static func line(_ trade: BookedTrade) -> String {
        let cells = [
            trade.id.description, text(trade.symbol.description), trade.side.name,
            trade.status.name, trade.quantity.description, trade.entryPrice.description,
            trade.entryTime.description, trade.exitPrice?.description ?? "",
            trade.exitTime?.description ?? "", trade.realized?.description ?? "",
            trade.fees.description, trade.slippage.description,
            trade.stopLoss?.description ?? "", trade.takeProfit?.description ?? "",
            text(trade.origin.strategy.description), trade.exitReason?.rawValue ?? "",
            trade.listedOn.description,
        ]
        return cells.joined(separator: ",") + "\r\n"
    }

    /// A text cell: quoted, and with a quote before what would start a formula.
    static func text(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let quoted = text.replacing("\"", with: "\"\"")
        return "\"\(isFormula ? "'" : "")\(quoted)\""
    }
}
