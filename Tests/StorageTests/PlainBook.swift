import Domain
import Storage

/// The books once more, with whole numbers and arrays only: none of it is the ledger's own code.
struct PlainBook {
    var rows: [PlainTrade] = []
    var orders: [PlainOrder] = []
    var cash: Int128 = 0
    var fees: Int128 = 0
    private var lastRow = 0

    /// What is held for an order's selection, in billionths.
    func held(_ order: PlainOrder) -> Int64 {
        Int64(rows.filter { order.mayTake(from: $0) }.reduce(0) { $0 + $1.quantity })
    }

    func side(of symbol: Symbol) -> Int? {
        rows.first { $0.isOpen && $0.symbol == symbol }?.side
    }

    mutating func fill(_ index: Int, with fill: Fill) {
        let order = orders[index]
        let value = Self.value(fill.price.nanos, fill.quantity.billionths)
        let isBuy = order.ticket.side == .buy
        cash += (isBuy ? -value : value) - Int128(fill.fee.nanos)
        fees += Int128(fill.fee.nanos)
        if order.ticket.effect.isOpening {
            open(order, fill, value)
        } else {
            close(order, fill, value)
        }
        orders[index].filled += fill.quantity.billionths
        orders[index].value += value
        orders[index].fees += Int128(fill.fee.nanos)
        orders[index].state = fill.isLast ? "filled" : "partially_filled"
        guardLots()
    }

    private mutating func open(_ order: PlainOrder, _ fill: Fill, _ value: Int128) {
        let lot = order.ticket.id
        if let row = rows.firstIndex(where: { $0.isOpen && $0.lot == lot }) {
            rows[row].quantity += Int128(fill.quantity.billionths)
            rows[row].entry += value
            rows[row].fees += Int128(fill.fee.nanos)
            rows[row].slippage += Int128(fill.slippage.nanos)
            return
        }
        let row = PlainTrade(
            id: nextRow(), lot: lot, symbol: order.ticket.symbol,
            side: order.ticket.side == .buy ? 0 : 1, strategy: order.ticket.origin.strategy,
            quantity: Int128(fill.quantity.billionths), entry: value,
            fees: Int128(fill.fee.nanos), slippage: Int128(fill.slippage.nanos),
            entryTime: fill.time)
        rows.append(row)
        guardLots()
    }

    private mutating func close(_ order: PlainOrder, _ fill: Fill, _ value: Int128) {
        var rest = (
            quantity: Int128(fill.quantity.billionths), value: value,
            fee: Int128(fill.fee.nanos), slippage: Int128(fill.slippage.nanos)
        )
        for id in rows.filter({ order.mayTake(from: $0) }).map(\.id) where rest.quantity > 0 {
            guard let row = rows.firstIndex(where: { $0.id == id }) else { continue }
            let taken = min(rows[row].quantity, rest.quantity)
            let part = (
                value: Self.share(rest.value, taken, rest.quantity),
                fee: Self.share(rest.fee, taken, rest.quantity),
                slippage: Self.share(rest.slippage, taken, rest.quantity)
            )
            take(
                taken, from: row, exit: part.value, fee: part.fee, slippage: part.slippage,
                by: order, at: fill.time)
            rest.quantity -= taken
            rest.value -= part.value
            rest.fee -= part.fee
            rest.slippage -= part.slippage
        }
    }

    private mutating func take(
        _ taken: Int128, from index: Int, exit: Int128, fee: Int128, slippage: Int128,
        by order: PlainOrder?, at time: Timestamp
    ) {
        let row = rows[index]
        var closed = row
        closed.quantity = taken
        closed.entry = Self.share(row.entry, taken, row.quantity)
        closed.fees = Self.share(row.fees, taken, row.quantity)
        closed.slippage = Self.share(row.slippage, taken, row.quantity)
        rows[index].quantity -= taken
        rows[index].entry -= closed.entry
        rows[index].fees -= closed.fees
        rows[index].slippage -= closed.slippage
        closed.fees += fee
        closed.slippage += slippage
        closed.exit = exit
        closed.status = 1
        closed.exitTime = time
        closed.exitOrder = order?.ticket.id
        closed.reason = order?.reason ?? "cash_in_lieu"
        let earlier = rows.firstIndex { $0.isPart(of: row.lot, by: order?.ticket.id) }
        if let earlier {
            closed.quantity += rows[earlier].quantity
            closed.entry += rows[earlier].entry
            closed.exit += rows[earlier].exit
            closed.fees += rows[earlier].fees
            closed.slippage += rows[earlier].slippage
        }
        if taken == row.quantity {
            rows[index] = closed
            if let earlier { rows.remove(at: earlier) }
        } else if let earlier {
            closed.id = rows[earlier].id
            closed.entryTime = rows[earlier].entryTime
            rows[earlier] = closed
        } else {
            closed.id = nextRow()
            rows.append(closed)
        }
    }

    mutating func split(
        _ symbol: Symbol, _ ratio: (new: Int128, old: Int128), at adjustment: Adjustment
    ) {
        for id in rows.filter({ $0.isOpen && $0.symbol == symbol }).map(\.id) {
            guard let row = rows.firstIndex(where: { $0.id == id }) else { continue }
            rows[row].quantity = rows[row].quantity * ratio.new / ratio.old
            let fraction = rows[row].quantity % Int128(adjustment.unit.billionths)
            guard fraction > 0, let price = adjustment.reference else { continue }
            let value = Self.value(price.nanos, Int64(fraction))
            cash += rows[row].side == 0 ? value : -value
            take(
                fraction, from: row, exit: value, fee: 0, slippage: 0, by: nil,
                at: adjustment.time)
        }
    }

    mutating func dividend(_ symbol: Symbol, _ perShare: Price) {
        for row in rows where row.isOpen && row.symbol == symbol {
            let value = Self.value(perShare.nanos, Int64(row.quantity))
            cash += row.side == 0 ? value : -value
        }
    }

    /// Shows on each open row the stop and target that work for it.
    mutating func guardLots() {
        for index in rows.indices where rows[index].isOpen {
            let lot = rows[index].lot
            let entry = orders.first { $0.ticket.id == lot }?.ticket.protection ?? .none
            let legs = orders.filter { $0.ticket.parent == lot }
            let stops = legs.filter { $0.ticket.role == .stop }
            let targets = legs.filter { $0.ticket.role == .target }
            rows[index].stop =
                stops.isEmpty ? entry.stopLoss : stops.last { $0.isOpen }?.type.stop
            rows[index].target =
                targets.isEmpty ? entry.takeProfit : targets.last { $0.isOpen }?.type.limit
        }
    }

    private mutating func nextRow() -> Int {
        lastRow += 1
        return lastRow
    }

    /// Price times quantity in nanodollars; a half goes to the even side.
    static func value(_ nanos: Int64, _ billionths: Int64) -> Int128 {
        let product = Int128(nanos) * Int128(billionths)
        let (whole, rest) = product.quotientAndRemainder(dividingBy: 1_000_000_000)
        if rest * 2 == 1_000_000_000 { return whole + whole % 2 }
        return rest * 2 > 1_000_000_000 ? whole + 1 : whole
    }

    static func share(_ amount: Int128, _ part: Int128, _ whole: Int128) -> Int128 {
        part == whole ? amount : amount * part / whole
    }
}

/// A row of the trades.
struct PlainTrade: Hashable {
    var id: Int
    var lot: ClientOrderID
    var symbol: Symbol
    var side: Int
    var strategy: StrategyName
    var quantity: Int128
    var entry: Int128
    var fees: Int128
    var slippage: Int128
    var entryTime: Timestamp
    var exit: Int128 = 0
    var status = 0
    var exitTime: Timestamp?
    var exitOrder: ClientOrderID?
    var reason: String?
    var stop: Price?
    var target: Price?

    var isOpen: Bool { status == 0 }

    var realized: Int128 { (side == 0 ? exit - entry : entry - exit) - fees }

    func isPart(of lot: ClientOrderID, by exit: ClientOrderID?) -> Bool {
        status == 1 && self.lot == lot && exit != nil && exitOrder == exit
    }
}

/// An order and what came of it.
struct PlainOrder {
    var ticket: OrderTicket
    var whole: Int64
    var type: OrderType
    var state = "working"
    var filled: Int64 = 0
    var value: Int128 = 0
    var fees: Int128 = 0

    var isOpen: Bool { state == "working" || state == "partially_filled" }

    var reason: String {
        switch ticket.role {
        case .stop: "stop"
        case .target: "target"
        case .direct: ticket.origin.strategy == .manual ? "manual" : "signal"
        }
    }

    func mayTake(from row: PlainTrade) -> Bool {
        guard row.isOpen, row.symbol == ticket.symbol,
            row.side == (ticket.side == .sell ? 0 : 1)
        else { return false }
        switch ticket.effect {
        case .open: return false
        case .close(.all): return true
        case .close(.strategy(let name)): return row.strategy == name
        case .close(.lot(let id)): return row.lot == id
        }
    }
}
