import AlpacaWire
import Domain

extension CallRoute {
    /// Market data.
    static let dataRoutes: [CallRoute] =
        latestRoutes + [
            CallRoute("GET", "stocks/bars") { core, call throws(ExchangeRefusal) in
                let page = try bars(core, call, symbol: nil)
                return RoutedAnswer(page.wire(name: "bars"))
            },
            CallRoute("GET", "stocks/quotes") { core, call throws(ExchangeRefusal) in
                let query = try DataQuery(call.query, symbol: nil, now: core.now)
                return RoutedAnswer(core.quotes(query).wire(name: "quotes"))
            },
            CallRoute("GET", "stocks/trades") { core, call throws(ExchangeRefusal) in
                let query = try DataQuery(call.query, symbol: nil, now: core.now)
                return RoutedAnswer(core.trades(query).wire(name: "trades"))
            },
            CallRoute("GET", "stocks/*/bars") { core, call throws(ExchangeRefusal) in
                single(try bars(core, call, symbol: call.id), "bars", call.id)
            },
            CallRoute("GET", "stocks/*/quotes") { core, call throws(ExchangeRefusal) in
                let query = try DataQuery(call.query, symbol: call.id, now: core.now)
                return single(core.quotes(query), "quotes", call.id)
            },
            CallRoute("GET", "stocks/*/trades") { core, call throws(ExchangeRefusal) in
                let query = try DataQuery(call.query, symbol: call.id, now: core.now)
                return single(core.trades(query), "trades", call.id)
            },
            CallRoute("GET", "stocks/*/snapshot") { core, call throws(ExchangeRefusal) in
                guard let symbol = Symbol(call.id), let snapshot = core.snapshot(of: symbol) else {
                    throw .notFound("no snapshot found for \(call.id)")
                }
                return RoutedAnswer(snapshot.wire)
            },
        ]

    private static let latestRoutes: [CallRoute] = [
        CallRoute("GET", "stocks/snapshots") { core, call throws(ExchangeRefusal) in
            RoutedAnswer(.map(try latest(call) { core.snapshot(of: $0)?.wire }))
        },
        CallRoute("GET", "stocks/bars/latest") { core, call throws(ExchangeRefusal) in
            let bars = try latest(call) { core.lastBar(of: $0).map { WireBar($0).wire } }
            return RoutedAnswer(.map(["bars": .map(bars)]))
        },
        CallRoute("GET", "stocks/quotes/latest") { core, call throws(ExchangeRefusal) in
            let quotes = try latest(call) { core.quotes[$0].map { WireQuote($0).wire } }
            return RoutedAnswer(.map(["quotes": .map(quotes)]))
        },
        CallRoute("GET", "stocks/trades/latest") { core, call throws(ExchangeRefusal) in
            let trades = try latest(call) { core.quotes[$0].map { WireTrade($0).wire } }
            return RoutedAnswer(.map(["trades": .map(trades)]))
        },
        CallRoute("GET", "stocks/*/*/latest") { core, call throws(ExchangeRefusal) in
            try latestOfOne(core, call)
        },
    ]

    /// What there is of each symbol that a call asks for.
    private static func latest(
        _ call: RoutedCall, _ value: (Symbol) -> WireValue?
    ) throws(ExchangeRefusal) -> [String: WireValue] {
        guard let names = call.query.words("symbols") else {
            throw .invalid("symbols is required")
        }
        var found: [String: WireValue] = [:]
        for name in names {
            if let symbol = Symbol(name.uppercased()), let value = value(symbol) {
                found[symbol.description] = value
            }
        }
        return found
    }

    private static func latestOfOne(
        _ core: ExchangeCore, _ call: RoutedCall
    ) throws(ExchangeRefusal) -> RoutedAnswer {
        let kind = call.parts[1]
        guard let symbol = Symbol(call.id.uppercased()), let quote = core.quotes[symbol] else {
            throw .notFound("no \(kind) found for \(call.id)")
        }
        let value: WireValue?
        switch kind {
        case "quotes": value = WireQuote(quote).wire
        case "trades": value = WireTrade(quote).wire
        case "bars": value = core.lastBar(of: symbol).map { WireBar($0).wire }
        default: throw .notFound("endpoint not found.")
        }
        let name = String(kind.dropLast())
        return RoutedAnswer(
            .map([name: value ?? .null, "symbol": .string(symbol.description)]))
    }

    private static func bars(
        _ core: ExchangeCore, _ call: RoutedCall, symbol: String?
    ) throws(ExchangeRefusal) -> WireDataPage<WireBar> {
        let query = try DataQuery(call.query, symbol: symbol, now: core.now)
        let text = call.query["timeframe"] ?? ""
        guard let timeframe = DataTimeframe(text) else {
            throw .invalid("invalid timeframe \(text.prefix(40))")
        }
        return core.bars(query, timeframe)
    }

    /// A page of one symbol, as a list.
    private static func single<Item: WireRecord>(
        _ page: WireDataPage<Item>, _ name: String, _ symbol: String
    ) -> RoutedAnswer {
        let items = page.items.values.first ?? []
        return RoutedAnswer(
            .map([
                name: .list(items.map(\.wire)), "symbol": .string(symbol.uppercased()),
                "next_page_token": .text(page.nextPageToken),
            ]))
    }
}
