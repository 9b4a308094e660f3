import Domain
import MarketCalendar
import Storage

extension DeskOrder {
    /// Takes the state one step on.
    mutating func advance(by event: OrderEvent) throws(IllegalTransition) {
        state = try state.after(event)
    }

    /// The cash that it binds for what it has not filled.
    var stillHeld: Money {
        guard filled > .zero, let quantity = terms.quantity, quantity > .zero, let remaining
        else { return held }
        return (try? held.share(of: remaining, in: quantity, rounding: .up)) ?? held
    }
}

extension EquityMark {
    /// Whether both fall on the same New York day.
    func isOfSameDay(as other: EquityMark) -> Bool {
        NewYork.day(of: time) == NewYork.day(of: other.time)
    }
}
