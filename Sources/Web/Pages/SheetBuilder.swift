import Brokers
import Desk
import Domain
import Hummingbird
import Storage

/// What the sheets show that ask before something is done.
struct SheetBuilder {
    let desk: TradingDesk
    let door: VenueDoor
    let visit: PageVisit

    /// Sell a position whole or in part.
    func sale(of symbol: Symbol) async throws -> SellSheet {
        let positions = try await door.ledger.positions(door.mode)
        guard let position = positions.first(where: { $0.symbol == symbol }) else {
            throw Problem(.notFound, "not_found", "there is no open position of \(symbol)")
        }
        return await sheet(
            Holding(
                symbol: symbol, side: position.side, quantity: position.quantity,
                entryValue: position.entryValue, selection: .all, trade: nil))
    }

    /// Sell one trade whole or in part.
    func sale(ofTrade id: Int64) async throws -> SellSheet {
        let trade = try await openTrade(id)
        return await sheet(
            Holding(
                symbol: trade.symbol, side: trade.side, quantity: trade.quantity,
                entryValue: trade.entryValue, selection: .lot(trade.lot), trade: trade.id))
    }

    private func sheet(_ held: Holding) async -> SellSheet {
        let book = await door.orders.book
        let free = (try? book.freeShares(of: held.symbol, in: held.selection)) ?? held.quantity
        let quote = door.orders.board.quote(of: held.symbol)
        let price = quote.map { held.side == .long ? $0.quote.bid : $0.quote.ask }
        let value = try? price?.cost(of: free, rounding: .halfEven)
        let isShort = held.side == .short
        let name = visit.newOrderID()
        return SellSheet(
            symbol: held.symbol.description, side: held.side.closing.rawValue,
            verb: isShort ? "Cover" : "Sell", action: "/forms/\(door.mode.rawValue)/orders",
            shares: Figures.shares(held.quantity), quantity: free.wholeShares.description,
            tradeID: held.trade?.description,
            quote: QuoteText(held.symbol, quote, now: door.surroundings.wallNow()),
            estimate: value.map(Figures.dollars) ?? "–",
            profit: Signed(held.profit(at: price)), clientOrderID: name,
            quarters: Self.quarters(of: free.wholeShares),
            inOtherExits: free < held.quantity
                ? (try? held.quantity - free).map(Figures.shares) : nil,
            liveTicket: ticket(for: held, free, named: name))
    }

    /// The ticket of the sale that the sheet shows: other shares are shown again first.
    private func ticket(
        for held: Holding, _ free: Quantity, named name: String
    ) -> String? {
        guard let id = ClientOrderID(name),
            let quantity = try? Quantity(shares: free.wholeShares)
        else { return nil }
        var order = OrderRequest(
            id: id, symbol: held.symbol, side: held.side.closing, quantity: quantity)
        if case .lot(let lot) = held.selection { order.lot = lot }
        return door.previews?.issue(for: order, at: door.surroundings.wallNow()).ticket
    }

    /// Quarters of the shares, as whole ones.
    private static func quarters(of shares: Int64) -> [Choice] {
        [25, 50, 75, 100].compactMap { (percent: Int64) -> Choice? in
            let (hundreds, rest) = shares.quotientAndRemainder(dividingBy: 100)
            let part: Int64 = hundreds * percent + rest * percent / 100
            guard part > 0 else { return nil }
            return Choice(value: "\(part)", label: "\(percent) %", isChosen: percent == 100)
        }
    }

    /// The protection of a position that is one trade.
    func protection(of symbol: Symbol) async throws -> ProtectionSheet {
        let trades = try await door.ledger.openTrades(of: symbol, mode: door.mode)
        guard let trade = trades.first, trades.count == 1 else {
            throw Problem(
                .notFound, "not_found",
                trades.isEmpty
                    ? "there is no open position of \(symbol)"
                    : "several trades make the position of \(symbol): protect each of them")
        }
        return try await protection(ofTrade: trade.id)
    }

    func protection(ofTrade id: Int64) async throws -> ProtectionSheet {
        let trade = try await openTrade(id)
        let book = await door.orders.book
        return ProtectionSheet(
            id: trade.id.description, symbol: trade.symbol.description,
            shares: Figures.shares(trade.quantity), entry: Figures.price(trade.entryPrice),
            current: await door.orders.lastPrice(of: trade.symbol).map(Figures.price) ?? "–",
            stop: trade.stopLoss?.description ?? "", target: trade.takeProfit?.description ?? "",
            isDefaultStop: book.hasDefaultStop(trade.lot, of: trade.symbol))
    }

    func replacement(ofOrder number: Int64) async throws -> ReplaceSheet {
        guard let order = try await door.ledger.order(number: number, mode: door.mode),
            order.state.isOpen
        else { throw Problem(.notFound, "not_found", "there is no working order \(number)") }
        let type = order.terms.type
        return ReplaceSheet(
            number: order.id.description, symbol: order.ticket.symbol.description,
            side: order.ticket.side.rawValue, kind: type.name.replacing("_", with: "-"),
            quantity: order.terms.quantity?.description ?? "",
            filled: Figures.shares(order.filled), limit: type.limit?.description,
            stop: type.stop?.description)
    }

    /// What stays where it is when the mode changes.
    func mode(to mode: TradingMode) async throws -> ModeSheet {
        let status = try await desk.modes.status()
        let live = LiveLine(status)
        let orders = await desk.desks.paper.book.openOrders.count
        let held = await desk.desks.paper.heldSymbols.count
        let isToLive = mode == .live
        return ModeSheet(
            toLive: isToLive, isReady: live.isReady,
            needs: await desk.modes.liveReadiness().items.map(ReadinessLine.init),
            asksForAccount: desk.liveAccount?.standing.accountEnding != nil,
            orders: isToLive ? PageText.counted(orders, "working order") : live.orders,
            positions: isToLive ? PageText.counted(held, "position") : live.positions,
            hasAny: isToLive ? orders + held > 0 : live.hasAny)
    }

    func flatten() async -> BrakeSheet {
        BrakeSheet(
            title: "Flatten \(door.mode.rawValue)",
            explanation: "Entries are halted, all orders are cancelled, stops and targets too, "
                + "and everything is sold at the market, symbol by symbol.",
            action: "flatten", verb: "Flatten everything", positions: await held(),
            orders: await workingOrders(), protection: false)
    }

    func cancelAll() async -> BrakeSheet {
        BrakeSheet(
            title: "Cancel all orders of \(door.mode.rawValue)",
            explanation: "All working orders are cancelled, stops and targets too: what is held "
                + "stands bare until you protect it again.",
            action: "cancel-all", verb: "Cancel all orders", positions: await held(),
            orders: await workingOrders(), protection: true)
    }

    func reset() async throws -> ResetSheet {
        let account = await desk.desks.paper.account()
        return ResetSheet(
            equity: account.equity.map(Figures.dollars) ?? "–",
            openingCash: "\(Money.paperOpening)",
            positions: PageText.counted(await desk.desks.paper.heldSymbols.count, "position"),
            orders: PageText.counted(
                await desk.desks.paper.book.openOrders.count, "working order"))
    }

    private func held() async -> [String] {
        await door.orders.heldSymbols.map {
            "\(Figures.shares($0.quantity)) \($0.symbol)\($0.side == .short ? " short" : "")"
        }
    }

    private func workingOrders() async -> String {
        PageText.counted(await door.orders.book.openOrders.count, "working order")
    }

    private func openTrade(_ id: Int64) async throws -> BookedTrade {
        guard let trade = try await door.ledger.trade(id, mode: door.mode), trade.status == .open
        else { throw Problem(.notFound, "not_found", "there is no open trade \(id)") }
        return trade
    }
}

/// What is for sale.
private struct Holding {
    let symbol: Symbol
    let side: PositionSide
    let quantity: Quantity
    let entryValue: Money
    let selection: LotSelection
    let trade: Int64?

    /// What it would win or lose at a price, before fees.
    func profit(at price: Price?) -> Money? {
        guard let value = try? price?.cost(of: quantity, rounding: .halfEven) else { return nil }
        return side == .long ? try? value - entryValue : try? entryValue - value
    }
}
