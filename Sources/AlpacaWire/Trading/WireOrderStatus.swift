/// Where an order stands.
public struct WireOrderStatus: WireWord {
    /// The word.
    public let rawValue: String
    /// A word of this text.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Working.
    public static let new = WireOrderStatus(rawValue: "new")
    /// A part has filled, the rest works.
    public static let partiallyFilled = WireOrderStatus(rawValue: "partially_filled")
    /// Done, all of it filled.
    public static let filled = WireOrderStatus(rawValue: "filled")
    /// Works no more today.
    public static let doneForDay = WireOrderStatus(rawValue: "done_for_day")
    /// Ended on request, or its rest was.
    public static let canceled = WireOrderStatus(rawValue: "canceled")
    /// Its time is over.
    public static let expired = WireOrderStatus(rawValue: "expired")
    /// Another order stands in its place.
    public static let replaced = WireOrderStatus(rawValue: "replaced")
    /// A cancel was asked for.
    public static let pendingCancel = WireOrderStatus(rawValue: "pending_cancel")
    /// A replacement was asked for.
    public static let pendingReplace = WireOrderStatus(rawValue: "pending_replace")
    /// Taken, not yet routed.
    public static let accepted = WireOrderStatus(rawValue: "accepted")
    /// Routed, not yet acknowledged.
    public static let pendingNew = WireOrderStatus(rawValue: "pending_new")
    /// Being bid for.
    public static let acceptedForBidding = WireOrderStatus(rawValue: "accepted_for_bidding")
    /// A trade is guaranteed.
    public static let stopped = WireOrderStatus(rawValue: "stopped")
    /// Refused after it was taken.
    public static let rejected = WireOrderStatus(rawValue: "rejected")
    /// Does not trade now.
    public static let suspended = WireOrderStatus(rawValue: "suspended")
    /// Done for the day, being settled.
    public static let calculated = WireOrderStatus(rawValue: "calculated")
    /// Waits for the order it belongs to.
    public static let held = WireOrderStatus(rawValue: "held")
    /// Being looked at.
    public static let pendingReview = WireOrderStatus(rawValue: "pending_review")
}

extension WireOrderStatus {
    /// The statuses after which nothing more happens to an order.
    public static let final: Set<WireOrderStatus> = [
        .filled, .canceled, .expired, .rejected, .replaced,
    ]
    /// Whether nothing more happens to the order; a status that is not known is not final.
    public var isFinal: Bool { Self.final.contains(self) }
}
