import Desk

/// A page that asks before something is done; scripts show it as a dialog.
struct SheetPage<Content: Sendable>: FramedPage {
    let frame: PageFrame
    let sheet: Content
}

/// Sell a position, a trade, or a part of it.
struct SellSheet {
    let symbol, side, verb, action: String
    let shares, quantity: String
    let tradeID: String?
    let quote: QuoteText
    let estimate: String
    let profit: Signed
    let clientOrderID: String
    let quarters: [Choice]
    let inOtherExits: String?
    /// What a live order must bring.
    let liveTicket: String?
}

/// The order as it would be placed.
struct ReviewSheet {
    let action: String
    let title: String
    let facts: [Fact]
    let fields: [HiddenField]
    let refusal: String?
    /// Why it is shown once more.
    let note: String?
    let isSell: Bool
}

/// A line of a list of facts.
struct Fact {
    let name, value: String
    var sign: String?
}

/// A value that a form carries along.
struct HiddenField {
    let name, value: String
}

/// Stop and target of an open trade.
struct ProtectionSheet {
    let id, symbol, shares, entry, current, stop, target: String
    let isDefaultStop: Bool
}

/// Other terms for a working order.
struct ReplaceSheet {
    let number, symbol, side, kind, quantity, filled: String
    let limit, stop: String?
}

/// The way from one mode to the other.
struct ModeSheet {
    let toLive: Bool
    let isReady: Bool
    let needs: [ReadinessLine]
    /// Whether the account's number is asked for.
    let asksForAccount: Bool
    let orders, positions: String
    let hasAny: Bool
}

/// One thing that live needs.
struct ReadinessLine {
    let meaning: String
    let isMet: Bool
    let reasons: [String]

    init(_ item: ReadinessItem) {
        (meaning, isMet, reasons) = (item.name.meaning, item.isMet, item.reasons)
    }
}

/// Flatten, or cancel all orders.
struct BrakeSheet {
    let title, explanation, action, verb: String
    let positions: [String]
    let orders: String
    let protection: Bool
}

/// Begin again with the paper account.
struct ResetSheet {
    let equity, openingCash: String
    let positions, orders: String
}
