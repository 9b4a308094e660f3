/// The order ticket, filled again with what was wrong.
struct TicketForm {
    let clientOrderID: String
    let symbols: [String]
    let values: TicketValues
    let defaultStop: String
    let needsReview: Bool
    let outlook: OutlookView
}

/// What a ticket's fields hold.
struct TicketValues {
    var symbol = ""
    var quantity = ""
    var limit = ""
    var stop = ""
    var stopLoss = ""
    var takeProfit = ""
    var trail = ""
    var sides = Choice.all(["buy", "sell"], chosen: "buy")
    var types = Choice.all(Self.typeNames, chosen: "market")
    var times = Choice.all(Self.timeNames, chosen: "day")

    static let typeNames = ["market", "limit", "stop", "stop_limit", "trailing_stop"]
    static let timeNames = ["day", "gtc", "ioc", "fok", "opg", "cls"]
}

/// The part of a ticket that is asked for again while somebody types.
struct OutlookPart {
    let outlook: OutlookView
}

/// What an order would come to, were it placed now.
struct OutlookView {
    let hasSymbol: Bool
    let quote: QuoteText?
    /// What the shares come to at the price they would fill at; a dash while that is unknown.
    let estimate: String
    let buyingPower: String
    let largest: String
    /// Why it would be refused.
    let refusal: String?
}
