import Domain
import Web

/// The account as text, in the order of the trades page.
struct AccountText {
    let time: String?
    let days: [DayAnswer]
    let positions: [PositionAnswer]
    let orders: [OrderAnswer]
    let endedOrders: [EndedOrderAnswer]
    let notDue: Int
    let cash, equity: Money
    let footer: FooterAnswer

    var text: String {
        [header, dayGroups, openPositions, openOrders, notes, [footer.line]]
            .filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var header: [String] {
        [
            "PAPER  market time \(time ?? "none yet")",
            "Equity \(Figures.dollars(equity))  Cash \(Figures.dollars(cash))",
        ]
    }

    private var dayGroups: [String] {
        guard !days.isEmpty else { return ["No trades yet."] }
        return days.flatMap { day in [day.line] + day.trades.map { "  \($0.line)" } }
    }

    private var openPositions: [String] {
        guard !positions.isEmpty else { return ["No open positions."] }
        let head = Columns.row([
            .left("Symbol", 8), .right("Shares", 8), .right("Entry", 12), .right("Current", 12),
            .right("P&L", 14), .right("%", 11),
        ])
        return ["Open positions", "  \(head)"] + positions.map { "  \($0.line)" }
    }

    private var openOrders: [String] {
        orders.isEmpty ? [] : ["Open orders"] + orders.map { "  \($0.line)" }
    }

    private var notes: [String] {
        let ended = endedOrders.isEmpty ? [] : ["Ended orders"] + endedOrders.map { "  \($0.line)" }
        guard notDue > 0 else { return ended }
        return ended + ["Not due yet: \(notDue) of the orders file, later than the market time."]
    }
}
