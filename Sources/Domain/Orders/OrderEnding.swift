/// Why a venue refused an order or ended it early; stored with the order and shown.
public enum OrderEnding: String, CaseIterable, Sendable {
    /// The order itself is impossible.
    case invalid
    /// The symbol does not trade at this venue.
    case unknownSymbol = "unknown_symbol"
    /// The name was used before.
    case duplicate
    /// There are not so many shares to close.
    case insufficientQuantity = "insufficient_quantity"
    /// At the fill, cash no longer covered it.
    case insufficientCashAtFill = "insufficient_cash_at_fill"
    /// Short selling is off.
    case shortingOff = "shorting_off"
    /// At the fill, lots of the other side were open.
    case oppositePosition = "opposite_position"
    /// An amount left its range.
    case amountOutOfRange = "amount_out_of_range"
    /// Cancelled on request.
    case requested
    /// The other leg of its bracket filled, or the shares it guards are gone.
    case positionClosed = "position_closed"
    /// An ioc order's rest, or a fok order that could not fill whole.
    case notFilledAtOnce = "not_filled_at_once"
    /// The session closed, or the one bar it was for is over.
    case timeInForce = "time_in_force"
    /// The paper account was reset.
    case reset
    /// The broker refused it.
    case brokerRefused = "broker_refused"
    /// Cancelled so that the shares it held could be sold; it comes back where they are not.
    case madeRoom = "made_room"
    /// It guarded an entry that ended before it was filled whole; it comes back for what filled.
    case entryEnded = "entry_ended"

    /// Whether the account or the order was at fault, so that an order nothing of which has filled
    /// is rejected rather than cancelled.
    public var isRefusal: Bool {
        switch self {
        case .invalid, .unknownSymbol, .duplicate, .insufficientQuantity, .insufficientCashAtFill,
            .shortingOff, .oppositePosition, .amountOutOfRange, .brokerRefused:
            true
        case .requested, .positionClosed, .notFilledAtOnce, .timeInForce, .reset,
            .madeRoom, .entryEnded:
            false
        }
    }
}

extension OrderEnding {
    /// Why, for the one who placed the order.
    public var words: String {
        switch self {
        case .invalid: "the order itself is impossible"
        case .unknownSymbol: "the symbol does not trade here"
        case .duplicate: "the name was used before"
        case .insufficientQuantity: "there are not so many shares to close"
        case .insufficientCashAtFill: "cash did not cover it at the fill"
        case .shortingOff: "nothing is held, and short selling is off"
        case .oppositePosition: "shares of the other side were held"
        case .amountOutOfRange: "an amount left its range"
        case .requested: "on request"
        case .positionClosed: "the shares it guarded are gone"
        case .notFilledAtOnce: "it could not fill at once"
        case .timeInForce: "its time was over"
        case .reset: "the account was reset"
        case .brokerRefused: "the broker refused it"
        case .madeRoom: "the shares it held were to be sold"
        case .entryEnded: "its entry ended before it was filled whole"
        }
    }
}
