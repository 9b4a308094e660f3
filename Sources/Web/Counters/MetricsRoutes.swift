import Desk
import Domain
import Hummingbird
import Storage
import WebSockets

/// What the desk does and how it stands, for Prometheus.
struct MetricsRoutes {
    let desk: TradingDesk
    let counters: DeskCounters
    let requests: RequestCounters
    let connections: ConnectionCount

    func add(to router: Router<DeskContext>) {
        router.get("metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: try await text())))
        }
    }

    private func text() async throws -> String {
        var text = PrometheusText()
        addCounts(to: &text)
        await addBooks(to: &text)
        try await addMarket(to: &text)
        addServer(to: &text)
        return text.text
    }

    /// What was counted since the start.
    private func addCounts(to text: inout PrometheusText) {
        let counts = TradingMode.allCases.map { ($0.rawValue, counters.count(of: $0)) }
        text.add(
            "tandem_orders_total", .counter, "Orders that reached a status since the start.",
            counts.flatMap { mode, count in
                OrderState.allCases.map { state in
                    PrometheusText.Sample(
                        "\(count.orders[state] ?? 0)", ("mode", mode), ("status", state.rawValue))
                }
            })
        func add(
            _ name: String, _ help: String, _ value: (DeskCounters.Count) -> Int64
        ) {
            text.add(
                name, .counter, help,
                counts.map { PrometheusText.Sample("\(value($0.1))", ("mode", $0.0)) })
        }
        add("tandem_fills_total", "Fills since the start.", \.fills)
        add("tandem_commits_total", "Commits that changed orders or positions.", \.commits)
        add("tandem_quotes_total", "Prices that came since the start.", \.quotes)
        add("tandem_book_reloads_total", "Books that were opened anew.", \.reloads)
        text.add(
            "tandem_notices_total", .counter, "Notices to people since the start.",
            [Notice.Level.info, .warning, .alarm].map { level in
                PrometheusText.Sample("\(counters.notices(level))", ("level", level.rawValue))
            })
    }

    /// How both modes' books stand.
    private func addBooks(to text: inout PrometheusText) async {
        var open: [PrometheusText.Sample] = []
        var (held, halted, cash, equity) = (open, open, open, open)
        for (mode, orders) in [("paper", desk.desks.paper), ("live", desk.desks.live)] {
            let label = (name: "mode", value: mode)
            open.append(.init("\(await orders.book.openOrders.count)", label))
            held.append(.init("\(await orders.heldSymbols.count)", label))
            halted.append(.init(await orders.brakesNow.isHalted ? "1" : "0", label))
            guard mode == "paper" || desk.modes.isLiveConfigured else { continue }
            let account = await orders.account()
            cash.append(.init(account.cash.description, label))
            if let worth = account.equity { equity.append(.init(worth.description, label)) }
        }
        text.add("tandem_open_orders", .gauge, "Orders that work.", open)
        text.add("tandem_open_positions", .gauge, "Symbols that are held.", held)
        text.add("tandem_entries_halted", .gauge, "Whether entries are stopped.", halted)
        text.add("tandem_cash_dollars", .gauge, "Cash.", cash)
        text.add("tandem_equity_dollars", .gauge, "Cash and positions at last prices.", equity)
    }

    /// Modes, feed and prices.
    private func addMarket(to text: inout PrometheusText) async throws {
        let status = try await desk.modes.status()
        text.add(
            "tandem_mode_active", .gauge, "Whether a mode's orders are open.",
            TradingMode.allCases.map { mode in
                PrometheusText.Sample(mode == status.active ? "1" : "0", ("mode", mode.rawValue))
            })
        text.add("tandem_mode_changes_total", .counter, "Changes of the mode.", status.epoch)
        text.add(
            "tandem_market_time_seconds", .gauge, "The paper market's time, since 1970.",
            status.marketTime.nanoseconds / 1_000_000_000)
        text.add(
            "tandem_feed_paused", .gauge, "Whether the feed stands.", status.feed.isPaused ? 1 : 0)
        text.add(
            "tandem_feed_over", .gauge, "Whether no price will come.", status.feed.isOver ? 1 : 0)
        text.add(
            "tandem_feed_in_trouble", .gauge, "Whether the feed cannot go on.",
            status.feed.trouble == nil ? 0 : 1)
        text.add("tandem_feed_age_seconds", .gauge, "Since the newest price came.", feedAges())
    }

    private func feedAges() -> [PrometheusText.Sample] {
        let now = desk.surroundings.wallNow()
        return [("paper", desk.desks.paper.board), ("live", desk.desks.live.board)]
            .compactMap { mode, board in
                board.quotes.map { $0.age(at: now) }.min().map { age in
                    PrometheusText.Sample("\(age)", ("mode", mode))
                }
            }
    }

    private func addServer(to text: inout PrometheusText) {
        text.add("tandem_connections", .gauge, "Connections that are open.", connections.open)
        text.add(
            "tandem_connections_refused_total", .counter, "Connections that found no place.",
            connections.refused)
        text.add(
            "tandem_connections_evicted_total", .counter,
            "Waiting connections that were closed to make room.", connections.evicted)
        text.add(
            "tandem_http_requests_total", .counter, "Requests that were answered.",
            requests.requests.map { kind, count in
                PrometheusText.Sample(
                    "\(count)", ("method", kind.method), ("route", kind.route),
                    ("status", "\(kind.status)"))
            })
        addDurations(requests.durations, to: &text)
    }

    /// Each class counts the ones below it too, as Prometheus wants it.
    private func addDurations(
        _ durations: RequestCounters.Durations, to text: inout PrometheusText
    ) {
        var (samples, sum) = ([PrometheusText.Sample](), Int64(0))
        let ends = RequestCounters.bounds.map { Money(nanos: $0).description } + ["+Inf"]
        for (end, count) in zip(ends, durations.counts) {
            sum += count
            samples.append(.init("\(sum)", suffix: "_bucket", ("le", end)))
        }
        samples.append(.init(Money(nanos: durations.nanoseconds).description, suffix: "_sum"))
        samples.append(.init("\(sum)", suffix: "_count"))
        text.add(
            "tandem_http_request_seconds", .histogram, "How long answers took.", samples)
    }
}
