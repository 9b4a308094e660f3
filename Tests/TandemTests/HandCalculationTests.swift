import Foundation
import Testing

/// The demo, and every figure of it worked out by hand from the lines of the CSV files.
struct HandCalculationTests {
    @Test func `every figure of the demo is that of a hand calculation`() throws {
        let account = try Self.demo()
        // GOOG, bought 100 at the open after 2004-08-19: 100 x 101.01 = 10,101.00.
        let (goog, ibm) = (try Prices("goog_daily"), try Prices("ibm_daily"))
        let entry = try goog.open("2004-08-20")
        #expect(entry == Decimal(string: "101.01"))
        // 40 sold at the open after 2004-08-27: 40 x (105.28 - 101.01) = 170.80.
        let first = 40 * (try goog.open("2004-08-30") - entry)
        #expect(first == Decimal(string: "170.80"))
        // 60 sold after 2004-09-03, over Labor Day: 60 x (101.01 - 101.01) = 0.
        let second = 60 * (try goog.open("2004-09-07") - entry)
        #expect(second == 0)
        // IBM, limit 83.50: on 2004-09-23 it opens at 84.04 and falls to 83.24, filled at 83.50;
        // target 90: on 2004-10-27 it opens at 88.58 and rises to 90.27, filled at 90.
        #expect(try ibm.open("2004-09-23") > Decimal(83.5) && ibm.low("2004-09-23") < Decimal(83.5))
        #expect(try ibm.open("2004-10-27") < 90 && ibm.high("2004-10-27") > 90)
        let third = 200 * (Decimal(90) - Decimal(83.5))  // 1,300.00
        // GOOG, 50 at 685.26 on 2008-01-03, stop 600: 2008-01-17 opens at 620.76, falls to 598.01;
        // 50 x (600 - 685.26) = -4,263.00.
        let fourth = 50 * (600 - (try goog.open("2008-01-03")))
        #expect(fourth == -4263)
        // IBM, 50 at 204.65 on 2013-02-01, held at 202.91: 50 x (202.91 - 204.65) = -87.00.
        let held = try ibm.open("2013-02-01")
        let open = 50 * (try ibm.close("2013-03-01") - held)
        #expect(open == -87)

        // 170.80 + 0 + 1,300.00 - 4,263.00 = -2,792.20.
        let realized = first + second + third + fourth
        #expect(realized == Decimal(string: "-2792.20"))
        // 100,000 - 2,792.20 - 50 x 204.65 = 86,975.30, and 97,120.80 with 50 x 202.91.
        #expect(account.cash == 100_000 + realized - 50 * held)
        #expect(account.cash == Decimal(string: "86975.30"))
        #expect(account.equity == 100_000 + realized + open)
        #expect(account.equity == Decimal(string: "97120.80"))
        #expect(
            account.footer
                == .init(closed: 4, open: 1, realized_pnl: realized, unrealized_pnl: open))
        #expect(account.market_time == "2013-03-01T21:00:00.000Z")
        #expect(account.ended_orders.isEmpty && account.not_due == 0)

        let trades = account.days.flatMap(\.trades)
        #expect(trades.map(\.realized_pnl) == [nil, fourth, third, second, first])
        #expect(trades.map(\.shares) == [50, 50, 200, 60, 40])
        #expect(trades.map(\.symbol) == ["IBM", "GOOG", "IBM", "GOOG", "GOOG"])
        #expect(trades.map(\.status) == ["open", "closed", "closed", "closed", "closed"])
        #expect(trades.allSatisfy { $0.fees == 0 && $0.side == "long" && $0.strategy == "manual" })
        #expect(
            trades.map(\.entry_price)
                == [held, try goog.open("2008-01-03"), Decimal(83.5), entry, entry])
        #expect(
            trades.map(\.exit_price)
                == [
                    nil, 600, 90, try goog.open("2004-09-07"), try goog.open("2004-08-30"),
                ])
        #expect(trades.map(\.exit_reason) == [nil, "stop", "target", "manual", "manual"])
    }

    @Test func `the day groups, the position and the open order are those of a hand calculation`()
        throws
    {
        let account = try Self.demo()
        let (goog, ibm) = (try Prices("goog_daily"), try Prices("ibm_daily"))
        #expect(
            account.days.map(\.date)
                == ["2013-02-01", "2008-01-17", "2004-10-27", "2004-09-07", "2004-08-30"])
        #expect(account.days.allSatisfy { $0.trade_count == 1 })
        let dollars = ["0", "-4263", "1300", "0", "170.80"].map { Decimal(string: $0) }
        #expect(account.days.map(\.realized_pnl) == dollars)
        #expect(account.days.map(\.unrealized_pnl) == [-87, 0, 0, 0, 0])

        // Equity of a day's last mark over that of its first, which is the close before.
        // 2004-08-30: cash 100,000 - 10,101 = 89,899 and 100 GOOG at 106.15 is 100,514; then 40 are
        // sold at 105.28, 94,110.20 and 60 at 102.01 is 100,230.80: -0.2817 %.
        let bought = 100 * (try goog.open("2004-08-20"))
        let before = 100_000 - bought + 100 * (try goog.close("2004-08-27"))
        let sold = 40 * (try goog.open("2004-08-30"))
        let after = 100_000 - bought + sold + 60 * (try goog.close("2004-08-30"))
        #expect(before == 100_514 && after == Decimal(string: "100230.80"))
        try expect(account.days[4].day_return_pct, after / before)
        // 2004-09-07: 94,110.20 and 60 GOOG at 100.01 is 100,110.80; sold at 101.01: 100,170.80.
        let evening = 100_000 - bought + sold + 60 * (try goog.close("2004-09-03"))
        let banked = 100_000 - bought + sold + 60 * (try goog.open("2004-09-07"))
        #expect(banked == Decimal(string: "100170.80"))
        try expect(account.days[3].day_return_pct, banked / evening)
        // 2004-10-27: 200 IBM bought at 83.50, worth the close before; sold at 90: 101,470.80.
        let entered = banked - 200 * Decimal(83.5)
        try expect(
            account.days[2].day_return_pct,
            (entered + 18_000) / (entered + 200 * (try ibm.close("2004-10-26"))))
        // 2008-01-17: 50 GOOG bought at 685.26, worth the close before; stopped at 600: 97,207.80.
        let opened = entered + 18_000 - 50 * (try goog.open("2008-01-03"))
        try expect(
            account.days[1].day_return_pct,
            (opened + 30_000) / (opened + 50 * (try goog.close("2008-01-16"))))
        // 2013-02-01: 97,207.80 in cash; 50 IBM bought at 204.65, worth 205.18 at the close.
        let cash = opened + 30_000
        #expect(cash == Decimal(string: "97207.80"))
        let gain = 50 * (try ibm.close("2013-02-01") - ibm.open("2013-02-01"))
        try expect(account.days[0].day_return_pct, (cash + gain) / cash)

        let position = try #require(account.positions.first)
        #expect(account.positions.count == 1 && position.symbol == "IBM" && position.shares == 50)
        #expect(position.entry_price == (try ibm.open("2013-02-01")))
        #expect(position.current_price == (try ibm.close("2013-03-01")))
        #expect(position.unrealized_pnl == -87 && position.stop_loss == 180)
        #expect(account.orders.map(\.client_order_id) == ["goog-low", "ibm-hold.stop"])
        #expect(account.orders.map(\.limit_price) == [500, nil])
        #expect(account.orders.map(\.stop_price) == [nil, 180])
        #expect(account.orders.map(\.shares) == [10, 50])
    }

    private func expect(_ percent: Double?, _ ratio: Decimal) throws {
        let exact = NSDecimalNumber(decimal: 100 * (ratio - 1)).doubleValue
        #expect(abs(try #require(percent) - exact) < 1e-9, "\(exact)")
    }

    /// Imports the samples and trades the orders file that goes with them.
    private static func demo() throws -> Account {
        let terminal = try Terminal()
        for name in ["goog", "ibm"] {
            let file = "\(Terminal.root)/samples/\(name)_daily.csv"
            let run = try terminal.tandem("import", file, "--symbol", name.uppercased())
            try #require(run.status == 0, "\(run.errors)")
        }
        let run = try terminal.tandem(
            "paper", "--symbol", "GOOG", "--symbol", "IBM", "--json", "--orders",
            "\(Terminal.root)/samples/orders.json")
        try #require(run.status == 0, "\(run.errors)")
        #expect(try terminal.isHealthy())
        return try Account(run.output)
    }
}
