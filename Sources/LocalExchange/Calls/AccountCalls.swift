import AlpacaWire
import Domain

extension CallRoute {
    /// The account, and what is true of the market.
    static let accountRoutes: [CallRoute] = [
        CallRoute("GET", "account") { core, _ throws(ExchangeRefusal) in
            RoutedAnswer(core.account.wire)
        },
        CallRoute("GET", "account/configurations") { core, _ throws(ExchangeRefusal) in
            RoutedAnswer(core.configuration.wire)
        },
        CallRoute("PATCH", "account/configurations") { core, call throws(ExchangeRefusal) in
            try core.configure(try call.fields())
            return RoutedAnswer(core.configuration.wire)
        },
        CallRoute("GET", "account/activities") { core, call throws(ExchangeRefusal) in
            RoutedAnswer(list: try core.activities(call.query, type: nil))
        },
        CallRoute("GET", "account/activities/*") { core, call throws(ExchangeRefusal) in
            RoutedAnswer(list: try core.activities(call.query, type: call.id))
        },
        CallRoute("GET", "account/portfolio/history") { core, call throws(ExchangeRefusal) in
            RoutedAnswer(try core.history(call.query).wire)
        },
    ]

    static let referenceRoutes: [CallRoute] =
        [
            CallRoute("GET", "clock") { core, _ throws(ExchangeRefusal) in
                RoutedAnswer(core.clockAnswer)
            },
            CallRoute("GET", "calendar") { _, call throws(ExchangeRefusal) in
                RoutedAnswer(list: try ExchangeCore.calendar(call.query))
            },
            CallRoute("GET", "assets") { core, call throws(ExchangeRefusal) in
                let query = call.query
                let assets = core.assets.filter { asset in
                    query["status"].map { $0 == asset.status } ?? true
                        && query["asset_class"].map { $0 == asset.class } ?? true
                        && query["exchange"].map { $0 == asset.exchange } ?? true
                        && query.words("attributes")?.allSatisfy(asset.attributes.contains) ?? true
                }
                return RoutedAnswer(list: assets)
            },
            CallRoute("GET", "assets/**") { core, call throws(ExchangeRefusal) in
                guard let symbol = core.symbol(named: call.id) else {
                    throw .notFound("asset not found for \(call.id)")
                }
                return RoutedAnswer(ExchangeCore.asset(symbol).wire)
            },
        ] + unlistedRoutes

    /// What there is none of here: asked for, the answer is an empty list and not an error.
    private static let unlistedRoutes: [CallRoute] = [
        CallRoute("GET", "corporate_actions/announcements") { _, _ throws(ExchangeRefusal) in
            RoutedAnswer(.list([]))
        },
        CallRoute("GET", "corporate_actions/announcements/*") { _, call throws(ExchangeRefusal) in
            throw .notFound("announcement not found for \(call.id)")
        },
        CallRoute("GET", "options/contracts") { _, _ throws(ExchangeRefusal) in
            RoutedAnswer(.map(["option_contracts": .list([]), "next_page_token": .null]))
        },
        CallRoute("GET", "options/contracts/*") { _, call throws(ExchangeRefusal) in
            throw .notFound("option contract not found for \(call.id)")
        },
    ]

    static let watchlistRoutes: [CallRoute] =
        namedWatchlistRoutes + [
            CallRoute("GET", "watchlists") { core, _ throws(ExchangeRefusal) in
                RoutedAnswer(list: core.watchlists)
            },
            CallRoute("POST", "watchlists") { core, call throws(ExchangeRefusal) in
                RoutedAnswer(try core.makeWatchlist(try call.fields()).wire)
            },
            CallRoute("GET", "watchlists/*") { core, call throws(ExchangeRefusal) in
                RoutedAnswer(try core.watchlist(call.id).wire)
            },
            CallRoute("PUT", "watchlists/*") { core, call throws(ExchangeRefusal) in
                let list = try core.watchlist(call.id)
                return RoutedAnswer(try core.change(list, try call.fields()).wire)
            },
            CallRoute("POST", "watchlists/*") { core, call throws(ExchangeRefusal) in
                let list = try core.watchlist(call.id)
                return RoutedAnswer(try core.append(try call.fields(), to: list).wire)
            },
            CallRoute("DELETE", "watchlists/*") { core, call throws(ExchangeRefusal) in
                core.delete(try core.watchlist(call.id))
                return .noContent
            },
            CallRoute("DELETE", "watchlists/*/**") { core, call throws(ExchangeRefusal) in
                let list = try core.watchlist(call.id)
                return RoutedAnswer(try core.remove(call.parts[1], from: list).wire)
            },
        ]

    private static let namedWatchlistRoutes: [CallRoute] = [
        CallRoute("GET", "watchlists:by_name") { core, call throws(ExchangeRefusal) in
            RoutedAnswer(try core.watchlist(named: call.query["name"]).wire)
        },
        CallRoute("PUT", "watchlists:by_name") { core, call throws(ExchangeRefusal) in
            let list = try core.watchlist(named: call.query["name"])
            return RoutedAnswer(try core.change(list, try call.fields()).wire)
        },
        CallRoute("POST", "watchlists:by_name") { core, call throws(ExchangeRefusal) in
            let list = try core.watchlist(named: call.query["name"])
            return RoutedAnswer(try core.append(try call.fields(), to: list).wire)
        },
        CallRoute("DELETE", "watchlists:by_name") { core, call throws(ExchangeRefusal) in
            core.delete(try core.watchlist(named: call.query["name"]))
            return .noContent
        },
        CallRoute("DELETE", "watchlists:by_name/**") { core, call throws(ExchangeRefusal) in
            let list = try core.watchlist(named: call.query["name"])
            return RoutedAnswer(try core.remove(call.id, from: list).wire)
        },
    ]
}
