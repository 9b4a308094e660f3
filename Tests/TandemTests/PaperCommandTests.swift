import Foundation
import Testing

/// `tandem paper`: what it prints, and that a second run goes on.
struct PaperCommandTests {
    private static let orders = """
        [{"at": "2025-01-13", "symbol": "AAA", "side": "buy", "qty": 10, "client_order_id": "in"},
         {"at": "2025-01-15", "symbol": "AAA", "side": "sell", "qty": "4", "client_order_id": "out"}]
        """

    @Test func `the account is printed for people`() throws {
        let terminal = try Terminal.withBars()
        let run = try terminal.paper(Self.orders)
        #expect(run.status == 0 && run.errors.isEmpty)
        // Bought at 101; 4 sold at 103: +8. 6 are held at 104: +18, of 606 that is 2.97 %.
        // 2025-01-14: 10 x (101 - 101); 2025-01-16: 10 x 102 became 4 x 103 and 6 x 103: +10.
        #expect(
            run.output == """
                PAPER  market time 2025-01-17T21:00:00.000Z
                Equity $100,026.00  Cash $99,402.00

                2025-01-16  R:+$8.00  U:$0.00  Trades:1  Day:+0.01 %
                  AAA              4        101.00  →  103.00                  +$8.00  manual
                2025-01-14  R:$0.00  U:+$18.00  Trades:1  Day:+0.00 %
                  AAA              6        101.00  →  now 104.00             +$18.00  open

                Open positions
                  Symbol      Shares         Entry       Current             P&L            %
                  AAA              6        101.00        104.00         +$18.00      +2.97 %

                Closed: 1  Open: 1  Realized: +$8.00  Unrealized: +$18.00  [PAPER]

                """)
        #expect(try terminal.isHealthy())
    }

    @Test func `a run that stops at a date is gone on with, to the same end`() throws {
        let (whole, parted) = (try Terminal(), try Terminal())
        for terminal in [whole, parted] { try terminal.importBars() }
        let end = try whole.paper(Self.orders, "--json").output
        let early = try Account(
            try parted.paper(Self.orders, "--json", "--until", "2025-01-14").output)
        #expect(early.market_time == "2025-01-14T21:00:00.000Z")
        #expect(early.not_due == 1 && early.positions.first?.shares == 10)
        #expect(try parted.paper(Self.orders, "--json").output == end)
        // And once more, with and without the file: nothing is left to do.
        #expect(try parted.paper(Self.orders, "--json").output == end)
        #expect(try parted.tandem("paper", "--symbol", "AAA", "--json").output == end)
        #expect(try parted.isHealthy())
    }

    @Test func `bars that are added are traded on; bars that changed are refused`() throws {
        let terminal = try Terminal()
        try terminal.importBars(Array(Terminal.bars.prefix(3)))
        #expect(try Account(terminal.paper(Self.orders, "--json").output).footer.open == 1)
        try terminal.importBars()
        let account = try Account(terminal.paper(Self.orders, "--json").output)
        #expect(account.footer.closed == 1 && account.cash == 99_402)
        let file = try terminal.write(
            Terminal.csv(["2025-01-14,101,102,100,101.5,1000"]), to: "other.csv")
        #expect(try terminal.tandem("import", file, "--symbol", "AAA", "--replace").status == 0)
        let refused = try terminal.paper(Self.orders)
        #expect(refused.status == 1 && refused.output.isEmpty)
        #expect(
            refused.errors.contains("were changed") && refused.errors.contains("--database"),
            "\(refused.errors)")
        #expect(try terminal.isHealthy())
    }

    @Test func `other costs than the account's are refused, and so are symbols without bars`()
        throws
    {
        let terminal = try Terminal.withBars()
        #expect(try terminal.paper(Self.orders).status == 0)
        let costs = try terminal.paper(Self.orders, "--costs", "harsh")
        #expect(costs.status == 1)
        #expect(costs.errors.contains("optimistic"), "\(costs.errors)")
        let other = try terminal.tandem("paper", "--symbol", "ZZZ")
        #expect(other.errors == "tandem: there are no bars of ZZZ: import some first\n")
        let twice = try terminal.tandem("paper", "--symbol", "AAA", "--symbol", "AAA")
        #expect(twice.status == 64 && twice.errors.contains("--symbol AAA is given twice"))
        let date = try terminal.tandem("paper", "--symbol", "AAA", "--until", "2025-02-30")
        #expect(date.status == 64 && date.errors.contains("--until cannot be '2025-02-30'"))
    }

    @Test func `what the account refuses is told with its reason`() throws {
        let terminal = try Terminal.withBars()
        let account = try Account(
            try terminal.paper(
                """
                [{"at": "2025-01-13", "symbol": "AAA", "side": "buy", "qty": 1000000,
                  "client_order_id": "rich"},
                 {"at": "2025-01-13", "symbol": "AAA", "side": "sell", "qty": 1,
                  "client_order_id": "bare"},
                 {"at": "2025-01-13", "symbol": "AAA", "side": "buy", "qty": 1000000000,
                  "order_type": "limit", "limit_price": 9000000000, "client_order_id": "vast"}]
                """, "--json"
            ).output)
        #expect(
            account.ended_orders.map { "\($0.client_order_id) \($0.status) \($0.reason)" }
                == [
                    "vast rejected amount_out_of_range", "bare rejected shorting_off",
                    "rich rejected insufficient_cash_at_fill",
                ])
        #expect(account.cash == 100_000 && account.equity == 100_000)
        #expect(try terminal.isHealthy())
    }

    @Test func `an order without a name is placed once, wherever it stands in its file`() throws {
        let terminal = try Terminal.withBars()
        let unnamed = #"{"at": "2025-01-13", "symbol": "AAA", "side": "buy", "qty": 1}"#
        let first = try Account(try terminal.paper("[\(unnamed), \(unnamed)]", "--json").output)
        #expect(first.positions.map(\.shares) == [2])
        // Another order comes first now, for the last close; the two are known by their content.
        let late = #"{"at": "2025-01-17", "symbol": "AAA", "side": "buy", "qty": 5}"#
        let again = try terminal.paper("[\(late), \(unnamed), \(unnamed)]", "--json")
        let account = try Account(again.output)
        #expect(account.positions == first.positions && account.orders.count == 1)
        #expect(try terminal.isHealthy())
    }

    @Test func `a dividend is cash, and stands in the sums`() throws {
        let terminal = try Terminal.withBars()
        let actions = try terminal.write(
            "date,symbol,kind,value\n2025-01-16,AAA,dividend,1.25\n", to: "actions.csv")
        // 10 bought at 101; 4 sold at the open of 2025-01-16, after the dividend: 10 x 1.25.
        let run = try terminal.paper(Self.orders, "--actions", actions)
        #expect(run.output.contains("Dividends: +$12.50  [PAPER]"), "\(run.output)")
        #expect(run.output.contains("Cash $99,414.50"), "\(run.output)")
        #expect(try terminal.isHealthy())
    }
}
