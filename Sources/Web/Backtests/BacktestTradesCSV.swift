import ExactJSON
import Hummingbird
import Storage

/// The trades of a result as CSV, page by page.
struct BacktestTradesCSV {
    let runID: String
    let ledger: Ledger

    private static let columns = [
        "n", "symbol", "side", "size", "entry_time", "entry_price", "exit_time", "exit_price",
        "exit_reason", "stop_price", "target_price", "commission", "slippage", "pnl", "return_pct",
        "mae", "mfe", "regime", "signal_reason", "signal_explanation",
    ]

    /// - Throws: 404 where there is no such result.
    func response() async throws -> Response {
        guard let first = try await ledger.backtestTrades(runID, page: 1) else {
            throw Problem(.notFound, "not_found", "there is no backtest '\(runID.prefix(64))'")
        }
        let (runID, ledger) = (runID, ledger)
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: Self.columns.joined(separator: ",") + "\r\n"))
            var (page, text): (Int, String?) = (1, first)
            while let trades = text {
                let lines = JSONTree(trades).items.map(Self.line).joined()
                try await writer.write(ByteBuffer(string: lines))
                page += 1
                text = try await ledger.backtestTrades(runID, page: page)
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"backtest-trades.csv\"",
            ], body: body)
    }

    /// Words are quoted; none of them begins as a formula does, since strategies wrote them.
    private static func line(_ trade: JSONTree) -> String {
        columns.map { name in
            let text = trade[name]?.text ?? ""
            guard text.contains(where: { ",\"\n".contains($0) }) else { return text }
            return "\"\(text.replacing("\"", with: "\"\""))\""
        }.joined(separator: ",") + "\r\n"
    }
}
