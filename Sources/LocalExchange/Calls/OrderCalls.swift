import AlpacaWire
import Domain

extension CallRoute {
    /// Orders and positions.
    static let orderRoutes: [CallRoute] = [
        CallRoute("POST", "orders") { core, call throws(ExchangeRefusal) in
            RoutedAnswer(try core.place(try call.read(WireOrderRequest.self)).wire)
        },
        CallRoute("GET", "orders") { core, call throws(ExchangeRefusal) in
            RoutedAnswer(list: try core.orders(try OrderQuery(call.query)))
        },
        CallRoute("DELETE", "orders") { core, _ throws(ExchangeRefusal) in
            RoutedAnswer(list: core.cancelAll(), status: 207)
        },
        CallRoute("GET", "orders:by_client_order_id") { core, call throws(ExchangeRefusal) in
            guard let name = call.query["client_order_id"] else {
                throw .invalid("client_order_id is required")
            }
            guard let order = core.book.order(client: name) else {
                throw .notFound("order not found for \(name)")
            }
            return try shown(order, core, call)
        },
        CallRoute("GET", "orders/*") { core, call throws(ExchangeRefusal) in
            guard let order = try core.order(call.id) else {
                throw .notFound("order not found for \(call.id)")
            }
            return try shown(order, core, call)
        },
        CallRoute("PATCH", "orders/*") { core, call throws(ExchangeRefusal) in
            let change = try call.read(WireReplaceRequest.self)
            return RoutedAnswer(try core.replace(call.id.lowercased(), with: change).wire)
        },
        CallRoute("DELETE", "orders/*") { core, call throws(ExchangeRefusal) in
            try core.cancel(call.id.lowercased())
            return .noContent
        },
    ]

    private static func shown(
        _ order: ExchangeOrder, _ core: ExchangeCore, _ call: RoutedCall
    ) throws(ExchangeRefusal) -> RoutedAnswer {
        let isNested = try call.query.flag("nested") ?? false
        return RoutedAnswer((core.shown(order.id, isNested: isNested) ?? order.wire).wire)
    }

    static let positionRoutes: [CallRoute] = [
        CallRoute("GET", "positions") { core, _ throws(ExchangeRefusal) in
            RoutedAnswer(list: core.positions)
        },
        CallRoute("DELETE", "positions") { core, call throws(ExchangeRefusal) in
            let isCancelling = try call.query.flag("cancel_orders") ?? false
            return RoutedAnswer(list: core.closeAll(cancelling: isCancelling), status: 207)
        },
        CallRoute("GET", "positions/**") { core, call throws(ExchangeRefusal) in
            guard let symbol = core.symbol(named: call.id),
                let position = core.position(of: symbol)
            else { throw .notFound("position does not exist") }
            return RoutedAnswer(position.wire)
        },
        CallRoute("DELETE", "positions/**") { core, call throws(ExchangeRefusal) in
            guard let symbol = core.symbol(named: call.id) else {
                throw .notFound("position does not exist")
            }
            return RoutedAnswer(try core.closePosition(symbol, call.query).wire)
        },
    ]
}
