import Foundation

/// What `tandem paper --json` prints, its amounts as exact decimals.
struct Account: Decodable, Equatable {
    struct Trade: Decodable, Equatable {
        let symbol, side, status, strategy, entry_time: String
        let shares, entry_price, fees: Decimal
        let exit_price, realized_pnl: Decimal?
        let exit_time, exit_reason: String?
    }

    struct Day: Decodable, Equatable {
        let date: String
        let realized_pnl, unrealized_pnl: Decimal
        let trade_count: Int
        let day_return_pct: Double?
        let trades: [Trade]
    }

    struct Position: Decodable, Equatable {
        let symbol, side: String
        let shares, entry_price, current_price, unrealized_pnl: Decimal
        let stop_loss, take_profit: Decimal?
    }

    struct Order: Decodable, Equatable {
        let client_order_id, symbol, side, order_type, status, time_in_force: String
        let shares, limit_price, stop_price: Decimal?
    }

    struct Footer: Decodable, Equatable {
        let closed, open: Int
        let realized_pnl, unrealized_pnl: Decimal
    }

    let mode: String
    let market_time: String?
    let cash, equity: Decimal
    let days: [Day]
    let positions: [Position]
    let orders: [Order]
    let refused: [String: String]
    let not_due: Int
    let footer: Footer

    init(_ json: String) throws {
        self = try JSONDecoder().decode(Account.self, from: Data(json.utf8))
    }
}
