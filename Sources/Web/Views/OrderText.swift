import Desk
import Domain

/// What became of an order, as a toast tells it.
struct OrderText: LiveText {
    /// `Bought 100 AAPL at 187.20`; empty where nothing happened that is worth a toast.
    let toast: String
    /// `good`, `warning` or `bad`.
    let tone: String
    let status: String
    let filled: String

    init(_ order: DeskOrder) {
        let what = "\(order.ticket.side.rawValue) \(order.ticket.symbol)"
        let (done, price) = (Figures.shares(order.filled), order.filledPrice.map(Figures.price))
        let verb = order.ticket.side == .buy ? "Bought" : "Sold"
        let fill = "\(verb) \(done) \(order.ticket.symbol)\(price.map { " at \($0)" } ?? "")"
        let why = order.ending.map { ": \($0.words)" } ?? ""
        status = order.state.rawValue.replacing("_", with: " ")
        filled = done
        (toast, tone) =
            switch order.state {
            case .filled: (fill, "good")
            case .partiallyFilled: ("\(fill); the rest is working", "good")
            case .rejected: ("Order to \(what) was refused\(why)", "bad")
            case .cancelled: ("Order to \(what) was cancelled\(why)", "warning")
            case .expired: ("Order to \(what) has expired", "warning")
            case .unknown: ("Order to \(what): the broker is being asked", "bad")
            case .pending, .working: ("", "good")
            }
    }

    var cells: [TextCell] {
        [
            TextCell("toast", toast), TextCell("tone", tone), TextCell("status", status),
            TextCell("filled", filled),
        ]
    }
}
