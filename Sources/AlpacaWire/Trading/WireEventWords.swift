/// What happened to an order, as the stream names it.
public struct WireTradeEvent: WireWord {
    /// The word.
    public let rawValue: String
    /// A word of this text.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Taken, not yet routed.
    public static let accepted = WireTradeEvent(rawValue: "accepted")
    /// Routed.
    public static let pendingNew = WireTradeEvent(rawValue: "pending_new")
    /// Works now.
    public static let new = WireTradeEvent(rawValue: "new")
    /// Filled whole.
    public static let fill = WireTradeEvent(rawValue: "fill")
    /// A part filled.
    public static let partialFill = WireTradeEvent(rawValue: "partial_fill")
    /// Cancelled.
    public static let canceled = WireTradeEvent(rawValue: "canceled")
    /// Its time is over.
    public static let expired = WireTradeEvent(rawValue: "expired")
    /// Works no more today.
    public static let doneForDay = WireTradeEvent(rawValue: "done_for_day")
    /// Another stands in its place.
    public static let replaced = WireTradeEvent(rawValue: "replaced")
    /// Refused after it was taken.
    public static let rejected = WireTradeEvent(rawValue: "rejected")
    /// A cancel was asked for.
    public static let pendingCancel = WireTradeEvent(rawValue: "pending_cancel")
    /// A replacement was asked for.
    public static let pendingReplace = WireTradeEvent(rawValue: "pending_replace")
    /// The cancel was refused.
    public static let cancelRejected = WireTradeEvent(rawValue: "order_cancel_rejected")
    /// The replacement was refused.
    public static let replaceRejected = WireTradeEvent(rawValue: "order_replace_rejected")
    /// Waits for the order it belongs to.
    public static let held = WireTradeEvent(rawValue: "held")
    /// The venue changed a figure of it.
    public static let restated = WireTradeEvent(rawValue: "restated")

    /// Whether it says no more than the answer to the order's call does: that it was taken.
    public var isAcknowledgment: Bool {
        [.accepted, .pendingNew, .new].contains(self)
    }
}
