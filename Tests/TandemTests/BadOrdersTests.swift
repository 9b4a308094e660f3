import Foundation
import Testing

/// Orders files that cannot be: each is refused whole, with its entry, field, value and what is
/// allowed, and nothing is traded.
struct BadOrdersTests {
    /// Entries whose other fields are sound, and what the sentence says.
    static let fields: [(String, String)] = [
        (#""qty": 1000000000000000000"#, "qty: '1000000000000000000' is out of range; allowed are"),
        (#""qty": "NaN""#, "qty: 'NaN' is not a decimal number; allowed are digits"),
        (#""qty": 1e400"#, "qty: '1e400' is not a decimal number"),
        (#""qty": 0"#, "qty: must be above zero"),
        (#""qty": -5"#, "qty: must be above zero"),
        (#""qty": 1.5"#, "qty: 1.5 has a fraction; the desk trades whole shares"),
        (#""qty": 1000000001"#, "qty: 1000000001 is more than the 1000000000 of one order"),
        (#""qty": true"#, "qty: must be a number or a string of digits, not true or false"),
        (#""qty": [1]"#, "qty: must be a number or a string of digits, not a list"),
        (#""qty": null"#, "qty: is missing"),
        (#""qty": "ten""#, "qty: 'ten' is not a decimal number"),
        (#""symbol": 7"#, "symbol: must be a string, not a number"),
        (#""symbol": "a b""#, "symbol: cannot be 'a b'; allowed are 1 to 24 characters"),
        (#""symbol": "ZZZ""#, "order bad is for ZZZ, of which there are no bars here"),
        (#""symbol": null"#, "symbol: is missing"),
        (#""side": "hold""#, "side: cannot be 'hold'; allowed are buy and sell"),
        (#""side": null"#, "side: is missing"),
        (#""at": null"#, "at: is missing"),
        (#""at": "2025-01-18""#, "at: 2025-01-18 has no session at the New York Stock Exchange"),
        (#""at": "1899-01-03""#, "at: 1899-01-03 has no session"),
        (#""at": "2025-02-30""#, "at: '2025-02-30' is not a time; allowed are a date"),
        (#""at": "2025-01-14T15:00:00""#, "is not a time"),
        (#""at": 20250114"#, "at: must be a string, not a number"),
        (#""order_type": "iceberg""#, "order_type: cannot be 'iceberg'; allowed are market, limit"),
        (#""order_type": "limit""#, "limit_price: is missing"),
        (#""limit_price": 5"#, "limit_price: does not belong to a market order"),
        (#""order_type": "limit", "limit_price": 0"#, "limit_price: must be above zero"),
        (#""order_type": "limit", "limit_price": -83.5"#, "limit_price: must be above zero"),
        (
            #""order_type": "limit", "limit_price": 83.505"#,
            "limit_price: 83.505 is not a multiple of 0.01"
        ),
        (
            #""order_type": "limit", "limit_price": 0.12345"#,
            "limit_price: 0.12345 is not a multiple of 0.0001"
        ),
        (
            #""order_type": "limit", "limit_price": 83.50000000000000001"#,
            "limit_price: '83.50000000000000001' has more than 9 decimal places"
        ),
        (#""order_type": "stop", "stop_price": "1e999""#, "stop_price: '1e999' is not"),
        (#""order_type": "trailing_stop""#, "trail_price: or trail_pct is needed, one of the two"),
        (
            #""order_type": "trailing_stop", "trail_pct": 100"#,
            "trail_pct: must be above 0 and below"
        ),
        (
            #""order_type": "trailing_stop", "trail_pct": 1.123456789"#,
            "trail_pct: '1.123456789' has more than 7 decimal places"
        ),
        (#""stop_loss": 0"#, "stop_loss: must be above zero"),
        (#""stop_loss": 90, "take_profit": 80"#, "stop_loss: must be below take_profit"),
        (
            #""time_in_force": "forever""#,
            "time_in_force: cannot be 'forever'; allowed are day, gtc"
        ),
        (#""time_in_force": "next_bar""#, "time_in_force: cannot be 'next_bar'"),
        (#""extended_hours": "yes""#, "extended_hours: must be true or false, not a string"),
        (#""client_order_id": "a b""#, "client_order_id: cannot be 'a b'; allowed are 1 to 48"),
        (#""client_order_id": """#, "client_order_id: cannot be ''"),
        (#""client_order_id": "b.stop""#, "client_order_id: must not end as protective orders do"),
        (#""client_order_id": "b.target""#, "client_order_id: must not end as protective orders"),
        (#""quantity": 5"#, "quantity: is not known; known are at, cancel, client_order_id"),
        (#""cancel": "x""#, "client_order_id: does not go with cancel"),
        (#""qty": 1, "qty": 100"#, "line 2: 'qty' stands twice in one object"),
    ]

    @Test(arguments: fields)
    func `a field that cannot be is named with its entry, value and what is allowed`(
        _ field: String, _ words: String
    ) throws {
        let sound = [
            #""at": "2025-01-13""#, #""symbol": "AAA""#, #""side": "buy""#, #""qty": 1"#,
            #""client_order_id": "bad""#,
        ]
        let name = field.prefix { $0 != ":" }
        let rest = sound.filter { !$0.hasPrefix(name) }
        let entry = "{\((rest + [field]).joined(separator: ", "))}"
        let good = #"{"at": "2025-01-13", "symbol": "AAA", "side": "buy", "qty": 1}"#
        let errors = try refusal(of: "[\(good),\n\(entry)]")
        #expect(errors.contains(words), "\(errors)")
        if !words.hasPrefix("line"), !words.hasPrefix("order bad") {
            #expect(errors.contains("orders.json: line 2, entry 2: "), "\(errors)")
        }
    }

    @Test(arguments: [
        ("", "line 1: a value is expected, not the end of the file"),
        ("hello", "line 1: a value is expected, not 'hello'"),
        (#"{"orders": []}"#, "the file must be a list of orders"),
        ("null", "the file must be a list of orders"),
        ("[1]", "entry 1 is a number; it must be an object"),
        ("[{}]", "line 1, entry 1: at: is missing"),
        ("[\n\n{\"at\": \"2025", "line 3: a string is not closed"),
        ("[] []", "line 1: there is more after the JSON value"),
        ("[,]", "line 1: a value is expected, not ',]'"),
        ("[{\"at\" \"x\"}]", "':' is expected"),
        ("[{\"a\\qt\": 1}]", "a backslash before a letter that has no meaning"),
        ("[{\"\\ud800\": 1}]", "one half of a \\u pair"),
        (
            """
            [{"at": "2025-01-13", "symbol": "AAA", "side": "buy", "qty": 1, "client_order_id": "a"},
             {"at": "2025-01-14", "symbol": "AAA", "side": "buy", "qty": 1, "client_order_id": "a"}]
            """, "two orders have the client_order_id a"
        ),
        ("[{\"at\": \"2025-01-13\", \"cancel\": \"x\"}]", "there is no order x to cancel"),
        (
            "[{\"at\": \"2025-01-13\", \"replace\": \"x\"}]",
            "replace: needs qty, limit_price or stop_price"
        ),
    ])
    func `a file that is no list of orders is refused`(_ text: String, _ words: String) throws {
        let errors = try refusal(of: text)
        #expect(errors.contains(words), "\(errors)")
    }

    @Test func `a file of 50 MB and one nested without end are refused at once`() throws {
        let blank = String(repeating: " ", count: 50_000_000)
        #expect(try refusal(of: "[\(blank)]").contains("has more than 16 MB; split it"))
        let deep = String(repeating: "[", count: 1_000_000)
        #expect(try refusal(of: deep).contains("line 1: nested more than 32 deep"))
        let objects = String(repeating: "{\"at\":", count: 1_000_000)
        #expect(try refusal(of: "[\(objects)").contains("line 1: nested more than 32 deep"))
        let name = String(repeating: "x", count: 10_000)
        #expect(try refusal(of: "[{\"\(name)\": 1}]").utf8.count < 1_000)
    }

    @Test func `a file that is not there, and one that is a folder, are refused by name`() throws {
        let terminal = try Terminal.withBars()
        for path in ["/nowhere/orders.json", "/"] {
            let run = try terminal.tandem("paper", "--symbol", "AAA", "--orders", path)
            #expect(run.status == 1)
            #expect(run.errors.hasPrefix("tandem: \(path): there is no file of this name"))
        }
    }

    /// What is said of a file that is refused; nothing was traded, and the database is as it was.
    private func refusal(of text: String) throws -> String {
        let terminal = try Terminal.withBars()
        let before = try terminal.bytes()
        let run = try terminal.paper(text)
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(run.errors.hasPrefix("tandem: ") && run.errors.hasSuffix("\n"))
        if try terminal.bytes() != before {
            #expect(try terminal.isHealthy())
            let after = try terminal.tandem("paper", "--symbol", "AAA", "--json")
            let account = try Account(after.output)
            #expect(account.cash == 100_000 && account.orders.isEmpty)
        }
        return run.errors
    }
}
