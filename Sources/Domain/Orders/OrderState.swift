/// Where an order is in its life. The raw values are those of the tables and the API.
public enum OrderState: String, CaseIterable, Sendable {
    /// Written down; the venue has not answered.
    case pending
    /// At the venue, nothing filled.
    case working
    /// At the venue, a part filled.
    case partiallyFilled = "partially_filled"
    /// Filled to the last share; final.
    case filled
    /// Ended before all was filled; final, but for a fill that overtook the cancel.
    case cancelled
    /// Refused by the venue; final.
    case rejected
    /// Its time in force ended; final, but for a fill that overtook the end.
    case expired
    /// Sent, and the answer lost: it may or may not exist.
    case unknown

    /// Whether the venue may still fill it.
    public var isOpen: Bool {
        switch self {
        case .pending, .working, .partiallyFilled, .unknown: true
        case .filled, .cancelled, .rejected, .expired: false
        }
    }

    /// The state after an event.
    ///
    /// - Throws: `IllegalTransition` for what cannot happen in this state.
    public func after(_ event: OrderEvent) throws(IllegalTransition) -> OrderState {
        switch (self, event) {
        case (.pending, .accepted), (.unknown, .accepted): .working
        case (.pending, .lost): .unknown  // Timed out: the order may or may not exist.
        case (.unknown, .neverArrived): .rejected
        case (.pending, .rejected), (.unknown, .rejected), (.working, .rejected): .rejected

        case (.pending, .partlyFilled), (.unknown, .partlyFilled), (.working, .partlyFilled),
            (.partiallyFilled, .partlyFilled):
            .partiallyFilled
        case (.pending, .filled), (.unknown, .filled), (.working, .filled),
            (.partiallyFilled, .filled):
            .filled
        case (.cancelled, .filled), (.expired, .filled): .filled  // The fill overtook the end.
        case (.cancelled, .partlyFilled), (.expired, .partlyFilled): self

        case (.pending, .cancelled), (.unknown, .cancelled), (.working, .cancelled),
            (.partiallyFilled, .cancelled):
            .cancelled
        case (.pending, .expired), (.unknown, .expired), (.working, .expired),
            (.partiallyFilled, .expired):
            .expired
        case (.working, .changed), (.partiallyFilled, .changed): self
        default: throw IllegalTransition(state: self, event: event)
        }
    }
}

/// What happens to an order.
public enum OrderEvent: String, CaseIterable, Sendable {
    /// The venue took it.
    case accepted
    /// The venue refused it.
    case rejected
    /// A part filled, the rest works on.
    case partlyFilled = "partly_filled"
    /// The last share filled.
    case filled
    /// It was cancelled.
    case cancelled
    /// Its time in force ended.
    case expired
    /// Its price or size was replaced, its trailing stop moved, its stop triggered or it was split.
    case changed
    /// The answer to it was lost.
    case lost
    /// The venue never got it.
    case neverArrived = "never_arrived"
}

/// An event that cannot happen to an order in this state.
public struct IllegalTransition: Error, Hashable, Sendable, CustomStringConvertible {
    /// The state the order was in.
    public let state: OrderState
    /// What was said to have happened.
    public let event: OrderEvent

    /// What was wrong.
    public var description: String {
        "an order that is \(state.rawValue) cannot be \(event.rawValue)"
    }
}
