import Domain
import Foundation

/// The `config` object of a backtest golden.
struct GoldenConfig: Decodable {
    let initialCash: Decimal
    let commissionRate: Decimal
    let strategy: Strategy
    let sizing: Sizing

    struct Strategy: Decodable {
        let kind: String
        let fast, slow, n, up, dn, atr, hold: Int?
        let lo, hi, k, trail, sl, tp, off: Double?
        let mode: String?
    }

    struct Sizing: Decodable {
        let kind: String
        let fixed: Int64?
        let risk, cap: Double?
    }

    private enum CodingKeys: String, CodingKey {
        case initialCash = "initial_cash"
        case commissionRate = "commission_rate"
        case strategy, sizing
    }

    func cash() throws -> Money { try Money("\(initialCash)") }

    func commission() throws -> Rate { try Rate("\(commissionRate)") }
}
