import Domain
import ExactJSON
import PerformanceMetrics

extension BacktestReport {
    /// What the curve says, beside holding and beside luck.
    func writeCurve(into json: inout JSONWriter) {
        json.number("periods_per_year", periodsPerYear)
        json.number("cagr", curve.calendarAnnualGrowth)
        json.number("ann_volatility", curve.annualVolatility)
        json.number("sharpe", curve.sharpe)
        json.number("sortino", curve.sortino)
        json.number("calmar", curve.calmar)
        json.number("deflated_sharpe", significance?.deflated)
        json.number("probabilistic_sharpe", significance?.probabilistic)
        json.number("fees_of_gross_profit", fees.shareOfGrossProfit)
        json.number("fees_per_trade", fees.perTrade)
        json.number("buy_and_hold_return", holding.holdingReturn)
        json.number("buy_and_hold_max_drawdown", holding.holdingDrawdown)
        json.number("excess_return", holding.excessReturn)
        json.number("beta", holding.beta)
        let excursions = ExcursionStatistics(of: excursions)
        json.number("mean_mae", excursions.meanAdverse)
        json.number("worst_mae", excursions.worstAdverse)
        json.number("mean_mfe", excursions.meanFavourable)
        json.number("best_mfe", excursions.bestFavourable)
    }

    /// Trades by what they have in common.
    func writeTables(into json: inout JSONWriter) {
        json.name("by_symbol")
        Self.write(bySymbol, key: "symbol", into: &json)
        json.name("by_exit_reason")
        Self.write(byCause, key: "exit_reason", into: &json)
    }

    private static func write(
        _ table: TradeTable, key: StaticString, into json: inout JSONWriter
    ) {
        json.array(table.rows) { json, row in
            json.object { json in
                json.text(key, row.key)
                json.whole("n_trades", row.statistics.tradeCount)
                json.number("net_pnl", row.statistics.netProfit)
                json.number("win_rate", row.statistics.winRate)
                json.number("profit_factor", row.statistics.profitFactor)
                json.number("expectancy", row.statistics.expectancy)
            }
        }
    }
}

extension JSONWriter {
    /// A text, or null where there is none.
    mutating func text(_ name: StaticString, _ text: String?) {
        self.name(name)
        if let text { string(text) } else { null() }
    }

    mutating func whole(_ name: StaticString, _ number: Int) {
        self.name(name)
        integer(Int64(number))
    }

    /// A number, or null where there is none.
    mutating func number(_ name: StaticString, _ number: Double?) {
        self.name(name)
        if let number, number.isFinite { double(number) } else { null() }
    }

    /// An amount with its exact digits, or null where there is none.
    mutating func amount<Value: Amount>(_ name: StaticString, _ amount: Value?) {
        self.name(name)
        if let amount { decimal(units: amount.units, decimals: Value.decimals) } else { null() }
    }
}
