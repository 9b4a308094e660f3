import Desk
import Domain
import Hummingbird

/// The sheet that shows an order before it is placed.
struct ReviewBuilder {
    let door: VenueDoor

    /// - Parameter note: why it is shown once more.
    /// - Throws: what is wrong with the ticket.
    func sheet(_ form: FormBody, note: String? = nil) async throws -> ReviewSheet {
        let request = try await OrderForm(form, door: door).request()
        let outlook = await door.orders.outlook(of: request)
        let quote = OutlookBuilder(door: door).quote(of: request.symbol)
        let isSell = request.side == .sell
        return ReviewSheet(
            action: "/forms/\(door.mode.rawValue)/orders",
            title: "\(isSell ? "Sell" : "Buy") \(Figures.shares(request.quantity)) "
                + "\(request.symbol)",
            facts: facts(of: request, outlook, quote),
            fields: Self.fields(of: form) + ticket(for: request),
            refusal: outlook.refusal?.message, note: note, isSell: isSell)
    }

    private func facts(
        of request: OrderRequest, _ outlook: OrderOutlook, _ quote: QuoteText
    ) -> [Fact] {
        let price = request.type.priceWords
        return [
            Fact(name: "Order", value: request.type.name.replacing("_", with: "-")),
            Fact(name: "Price", value: price == "market" ? "at the market" : price),
            Fact(name: "Good for", value: request.timeInForce.rawValue),
            Fact(name: "Bid / ask", value: "\(quote.bid) / \(quote.ask), \(quote.age) old"),
            Fact(name: "Estimate", value: outlook.value.map(Figures.dollars) ?? "–"),
            Fact(name: "Buying power", value: Figures.dollars(outlook.buyingPower)),
            Fact(
                name: "Stop loss",
                value: request.protection.stopLoss.map(Figures.price)
                    ?? (outlook.ticket.effect.isOpening ? "the desk's default" : "–")),
            Fact(
                name: "Take profit",
                value: request.protection.takeProfit.map(Figures.price) ?? "–"),
        ]
    }

    /// What a live order must bring: only what was shown is sent.
    private func ticket(for request: OrderRequest) -> [HiddenField] {
        let preview = door.previews?.issue(for: request, at: door.surroundings.wallNow())
        return preview.map { [HiddenField(name: "live_ticket", value: $0.ticket)] } ?? []
    }

    /// All that the ticket held goes along, but for the token, which the page has anew.
    private static func fields(of form: FormBody) -> [HiddenField] {
        let own = ["form_token", "return_to", "confirm_live_trade", "live_ticket"]
        return form.values.filter { !own.contains($0.key) }
            .sorted { $0.key < $1.key }
            .map { HiddenField(name: $0.key, value: $0.value) }
    }
}
