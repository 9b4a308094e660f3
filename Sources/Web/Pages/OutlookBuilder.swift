import Desk
import Domain
import Hummingbird

/// What an order would come to, for the ticket and the sheets: no script does arithmetic on money.
struct OutlookBuilder {
    let door: VenueDoor

    /// What is known of a symbol before a size is.
    func view(of symbol: Symbol?) async -> OutlookView {
        guard let symbol else {
            let account = door.isConfigured ? await door.orders.account() : nil
            return OutlookView(
                hasSymbol: false, quote: nil, estimate: "–",
                buyingPower: account.map { Figures.dollars($0.buyingPower) } ?? "–",
                largest: "–", refusal: nil)
        }
        guard let one = try? Quantity(shares: 1), let id = ClientOrderID("outlook") else {
            return OutlookView(
                hasSymbol: false, quote: nil, estimate: "–", buyingPower: "–", largest: "–",
                refusal: nil)
        }
        let request = OrderRequest(id: id, symbol: symbol, side: .buy, quantity: one)
        let outlook = await door.orders.outlook(of: request)
        return OutlookView(
            hasSymbol: true, quote: quote(of: symbol), estimate: "–",
            buyingPower: Figures.dollars(outlook.buyingPower),
            largest: outlook.largest.map(Figures.shares) ?? "–", refusal: nil)
    }

    /// What an order with a size would come to.
    func view(of request: OrderRequest) async -> OutlookView {
        let outlook = await door.orders.outlook(of: request)
        return OutlookView(
            hasSymbol: true, quote: quote(of: request.symbol),
            estimate: outlook.value.map(Figures.dollars) ?? "–",
            buyingPower: Figures.dollars(outlook.buyingPower),
            largest: outlook.largest.map(Figures.shares) ?? "–",
            refusal: door.isConfigured ? outlook.refusal?.message : "no live broker is configured")
    }

    func quote(of symbol: Symbol) -> QuoteText {
        QuoteText(
            symbol, door.orders.board.quote(of: symbol), now: door.surroundings.wallNow())
    }

    /// Reads as much of a ticket as is filled in: what is missing or wrong is left out, for the
    /// one who types is not yet done.
    func view(of form: FormBody) async -> OutlookView {
        guard let symbol = form["symbol"].flatMap({ Symbol($0.uppercased()) }) else {
            return await view(of: nil)
        }
        let named = form.setting("client_order_id", "outlook")
        do {
            return await view(of: try await OrderForm(named, door: door).request())
        } catch {
            return await view(of: symbol)
        }
    }
}
