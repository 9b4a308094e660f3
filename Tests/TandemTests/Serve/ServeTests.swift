import Foundation
import Testing

/// `tandem serve` as its user has it: a process, a port, a database.
@Suite struct ServeTests {
    private static func replay(_ arguments: String...) async throws -> (Terminal, ServedDesk) {
        let terminal = try Terminal()
        try terminal.tandem(
            "import", "\(Terminal.root)/samples/goog_daily.csv", "--symbol", "GOOG")
        return (terminal, try await ServedDesk(terminal, "--feed", "replay", "--speed", "step"))
    }

    @Test func `a purchase on real prices, sold in two parts, is what the CSV gives by hand`()
        async throws
    {
        let (terminal, desk) = try await Self.replay()
        let goog = try Prices("goog_daily")
        try await desk.advance(1)
        #expect(try await desk.order("buy", 100).status == 201)
        try await desk.advance(1)
        // 100 at the open of 2004-08-20: 100 x 101.01 = 10,101.00.
        let entry = try goog.open("2004-08-20")
        #expect(try await desk.order("sell", 40).status == 201)
        try await desk.advance(1)
        let first = 40 * (try goog.open("2004-08-23") - entry)
        #expect(try await desk.order("sell", 60).status == 201)
        try await desk.advance(1)
        let second = 60 * (try goog.open("2004-08-24") - entry)

        let account: AccountReply = try await desk.get("/api/paper/account").json()
        #expect(account.cash == 100_000 + first + second)
        #expect(account.equity == account.cash && account.realized_pnl == first + second)
        let summary: SummaryReply = try await desk.get("/api/paper/daily-summary").json()
        #expect(
            summary.days.map(\.date) == ["2004-08-24", "2004-08-23", "2004-08-20", "2004-08-19"])
        #expect(summary.days.map(\.realized_pnl) == [second, first, 0, 0])
        #expect(
            summary.totals
                == .init(closed: 2, open: 0, realized_pnl: first + second, unrealized_pnl: 0))
        let page = try await desk.get("/trades?mode=paper")
        #expect(page.status == 200 && page.text.contains("Closed"))
        #expect(try await desk.get("/api/paper/positions").text == "[]")
        try await Self.end(desk)
        #expect(try terminal.isHealthy())
    }

    private static func end(_ desk: ServedDesk) async throws {
        desk.launch.signal(SIGTERM)
        desk.launch.wait()
        #expect(desk.launch.status == 0 && !desk.launch.isKilled, "\(desk.launch.errors)")
    }

    @Test func `SIGTERM ends it with status 0, and a restart goes on in the same place`()
        async throws
    {
        let (terminal, desk) = try await Self.replay()
        try await desk.advance(5)
        let before: FeedReply = try await desk.get("/api/paper/feed").json()
        try await Self.end(desk)
        let again = try await ServedDesk(terminal, "--feed", "replay", "--speed", "step")
        let after: FeedReply = try await again.get("/api/paper/feed").json()
        #expect(after.market_time == before.market_time)
    }

    @Test func `beside a running desk no other writer starts, and readers work`() async throws {
        let (terminal, desk) = try await Self.replay()
        for arguments in [
            ["serve", "--port", "0"], ["clear", "--yes-delete-everything"], ["mode", "paper"],
            ["import", "\(Terminal.root)/samples/ibm_daily.csv", "--symbol", "IBM"],
        ] {
            let run = try Launch(
                try Launch.path(of: "tandem"), arguments, in: terminal,
                environment: ["TANDEM_DATABASE": terminal.database])
            #expect(run.status == 1 && run.output.isEmpty, "\(arguments)")
            #expect(
                run.errors.contains("another tandem (process \(desk.launch.pid))"), "\(run.errors)")
        }
        #expect(try await desk.order("buy", 10).status == 201)
        #expect(try terminal.tandem("mode").output.hasPrefix("paper is active"))
        let copy = terminal.path("copy.sqlite")
        #expect(try terminal.tandem("backup", copy).status == 0)
        #expect(try terminal.tandem("doctor", "--database", copy).status == 0)
        #expect(try terminal.isHealthy())
        let twice = try terminal.tandem("backup", copy)
        #expect(twice.status == 1 && twice.errors.contains("is left as it is"))
    }

    @Test func `the synthetic market is there without any data`() async throws {
        let desk = try await ServedDesk(try Terminal(), "--speed", "50")
        #expect(try await desk.order("buy", 10, "AAPL").status == 201)
        var text = "[]"
        for _ in 0..<200 where text == "[]" {
            try await Task.sleep(for: .milliseconds(20))
            text = try await desk.get("/api/paper/positions").text
        }
        #expect(text.contains("\"symbol\":\"AAPL\"") && text.contains("\"feed\":\"synthetic\""))
    }

    @Test func `a setting that cannot be is named with what is allowed`() throws {
        let terminal = try Terminal()
        let runs = try [
            (["--port", "99999"], "--port"), (["--feed", "alpaka"], "--feed"),
            (["--speed", "-1"], "--speed"), (["--costs", "free"], "--costs"),
            (["--seed", "x"], "--seed"), (["--log-level", "loud"], "--log-level"),
            (["--symbols", "goog"], "--symbols"),
            (["--feed", "replay", "--seed", "1"], "--seed"),
            (["--timeframe", "1d"], "--timeframe"),
            (["--host", "0.0.0.0"], "TANDEM_ACCESS_TOKEN is needed"),
            (["--behind-proxy"], "TANDEM_ACCESS_TOKEN is needed"),
            (["--tls-key", "key.pem"], "--tls-certificate needs both"),
            (["--names", "a:1"], "--names 'a:1' is no host name"),
        ].map { arguments, name in
            (try Launch(try Launch.path(of: "tandem"), ["serve"] + arguments, in: terminal), name)
        }
        for (run, name) in runs {
            #expect(run.status != 0 && run.output.isEmpty, "\(name)")
            #expect(run.errors.contains(name), "\(run.errors)")
        }
    }

    @Test
    func `an access token from the environment opens the desk to its owner, and is never shown`()
        async throws
    {
        let (terminal, token) = (try Terminal(), "a-long-and-secret-token")
        let open = try Launch(
            try Launch.path(of: "tandem"), ["serve", "--host", "0.0.0.0"], in: terminal,
            environment: ["TANDEM_ACCESS_TOKEN": token])
        #expect(open.status != 0 && open.errors.contains("--tls-certificate or a proxy"))
        let unsealed = try terminal.tandem(
            "serve", "--port", "0", "--tls-certificate", "no.pem", "--tls-key", "no.key")
        #expect(unsealed.status == 1 && unsealed.errors.contains("TLS certificate 'no.pem'"))
        let desk = try await ServedDesk(
            terminal, "--behind-proxy", "--names", "desk.example.com",
            environment: ["TANDEM_ACCESS_TOKEN": token])
        #expect(try await desk.get("/api/mode").status == 401)
        #expect(
            try await desk.ask("GET", "/api/mode", nil, ["Authorization": "Bearer \(token)"])
                .status == 200)
        try await Self.end(desk)
        #expect(!(desk.launch.output + desk.launch.errors + open.errors).contains(token))
    }

    @Test func `tandem conf is read when only its owner can, and the environment goes before it`()
        throws
    {
        let terminal = try Terminal()
        func serve(_ mode: Int, _ text: String, _ environment: [String: String] = [:]) throws
            -> Launch
        {
            let path = try terminal.write(text, to: "tandem.conf")
            try FileManager.default.setAttributes(
                [.posixPermissions: mode], ofItemAtPath: path)
            return try Launch(
                try Launch.path(of: "tandem"), ["serve"], in: terminal, environment: environment,
                folder: terminal.folder)
        }
        #expect(try serve(0o644, "TANDEM_PORT=x").errors.contains("chmod 600"))
        #expect(try serve(0o600, "TANDEM_PORT=x").errors.contains("TANDEM_PORT cannot be 'x'"))
        #expect(try serve(0o600, "# c\n\nTANDEM_PROT=1").errors.contains("line 3"))
        #expect(
            try serve(0o600, "TANDEM_PORT=1", ["TANDEM_PORT": "y"]).errors
                .contains("cannot be 'y'"))
    }
}

private struct AccountReply: Decodable {
    let cash, equity, realized_pnl: Decimal
}

private struct SummaryReply: Decodable {
    struct Day: Decodable {
        let date: String
        let realized_pnl: Decimal
    }

    struct Totals: Decodable, Equatable {
        let closed, open: Int
        let realized_pnl, unrealized_pnl: Decimal
    }

    let days: [Day]
    let totals: Totals
}
