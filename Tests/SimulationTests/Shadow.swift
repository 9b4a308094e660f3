import Domain
import Simulation
import Testing

/// What reports say, summed up without the engine and without `LotBook`: plain billionths and
/// nanodollars, and the state of every order.
struct Shadow {
    struct Holding: Equatable {
        var lot: ClientOrderID
        var billionths: Int64
    }

    private(set) var cash: Int128
    private(set) var holdings: [Symbol: [Holding]] = [:]
    private(set) var states: [ClientOrderID: OrderState] = [:]
    private var sides: [ClientOrderID: PositionSide] = [:]

    init(cash: Money) { self.cash = Int128(cash.nanos) }

    mutating func take(_ reports: [OrderReport]) throws {
        for report in reports {
            switch report {
            case .placed(let ticket, _): states[ticket.id] = .pending
            case .accepted(let id, _): try note(id, .accepted)
            case .rejected(let id, let why, _):
                if why != .duplicate { try note(id, .rejected) }
            case .changed(let id, _, _): try note(id, .changed)
            case .cancelled(let id, _, _): try note(id, .cancelled)
            case .expired(let id, _): try note(id, .expired)
            case .filled(let fill):
                try note(fill.order, fill.isLast ? .filled : .partlyFilled)
                book(fill)
            case .adjusted(let adjustment): book(adjustment)
            }
        }
    }

    private mutating func note(_ id: ClientOrderID, _ event: OrderEvent) throws {
        states[id] = try (states[id] ?? .pending).after(event)
    }

    private mutating func book(_ fill: Fill) {
        let value = rounded(Int128(fill.price.nanos) * Int128(fill.quantity.billionths))
        cash += (fill.side == .buy ? -value : value) - Int128(fill.fee.nanos)
        var lots = holdings[fill.symbol] ?? []
        var left = fill.quantity.billionths
        switch fill.effect {
        case .open:
            sides[fill.order] = fill.side == .buy ? .long : .short
            if let index = lots.firstIndex(where: { $0.lot == fill.order }) {
                lots[index].billionths += left
            } else {
                lots.append(Holding(lot: fill.order, billionths: left))
            }
        case .close(let selection):
            for index in lots.indices where left > 0 {
                if case .lot(let id) = selection, id != lots[index].lot { continue }
                let taken = min(left, lots[index].billionths)
                lots[index].billionths -= taken
                left -= taken
            }
            #expect(left == 0, "\(fill.order) closed more than there was")
        }
        holdings[fill.symbol] = lots.filter { $0.billionths > 0 }
    }

    private mutating func book(_ adjustment: Adjustment) {
        var lots = holdings[adjustment.symbol] ?? []
        let unit = adjustment.unit.billionths
        for index in lots.indices {
            let sign: Int128 = sides[lots[index].lot] == .short ? -1 : 1
            switch adjustment.action {
            case .dividend(let perShare):
                cash += sign * rounded(Int128(perShare.nanos) * Int128(lots[index].billionths))
            case .split(let new, let old):
                let exact = Int64(Int128(lots[index].billionths) * Int128(new) / Int128(old))
                guard let price = adjustment.reference else {
                    lots[index].billionths = exact
                    continue
                }
                lots[index].billionths = exact - exact % unit
                cash += sign * rounded(Int128(price.nanos) * Int128(exact % unit))
            }
        }
        holdings[adjustment.symbol] = lots.filter { $0.billionths > 0 }
    }

    private func rounded(_ product: Int128) -> Int128 {
        Rounding.halfEven.divide(product, by: 1_000_000_000)
    }
}
