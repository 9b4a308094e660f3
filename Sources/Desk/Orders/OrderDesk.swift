public import Brokers
public import Domain
import Simulation
public import Storage

/// One mode's orders: checked, reserved, written down and sent, and what comes of them.
///
/// No decision spans a wait: check and reservation are one step on the actor's state, so two sells
/// of the whole position cannot both pass. An order that was asked for runs to its end even where
/// the one who asked has gone.
public actor OrderDesk {
    /// Whose orders.
    public nonisolated let mode: TradingMode
    /// Prices of this mode.
    public nonisolated let board: MarketBoard
    let ledger: Ledger
    let surroundings: Surroundings
    let events: EventBus
    nonisolated let market: DeskMarket
    let checks: Checks
    nonisolated let live: LiveParts?
    private let isActive: @Sendable () -> Bool

    var broker: (any Broker)?
    /// Cash, lots and open orders.
    public private(set) var book: DeskBook
    private var reservations: [ClientOrderID: Reservation] = [:]
    private var running: [ClientOrderID: Running] = [:]
    /// Orders that ended since they were placed, for the answers that are still to be given.
    private var ended: [ClientOrderID: DeskOrder] = [:]
    var brakes: Brakes
    /// The day's orders, where limits count them; nil in paper.
    var tally: OrderTally?

    private struct Running {
        let request: OrderRequest
        let task: Task<OrderAnswer, any Error>
    }

    /// What an order on its way binds until it stands in the book.
    private struct Reservation {
        let cash: Money
        let symbol: Symbol
        let shares: Quantity
    }

    /// A desk as the ledger left it; without a broker until `connect`.
    ///
    /// - Parameter isActive: whether this mode's orders are open, asked at each check.
    public init(
        _ venue: DeskVenue, ledger: Ledger, surroundings: Surroundings, events: EventBus,
        isActive: @escaping @Sendable () -> Bool
    ) async throws(StorageError) {
        mode = venue.mode
        board = venue.board
        market = venue.market
        checks = venue.checks
        live = venue.live
        self.ledger = ledger
        self.surroundings = surroundings
        self.events = events
        self.isActive = isActive
        book = try await DeskBook(of: venue.mode, in: ledger, board: venue.board)
        brakes = try await Brakes(of: venue.mode, in: ledger)
        if venue.live != nil {
            tally = try await OrderTally(
                of: ledger, since: Self.dayStart(of: surroundings.wallNow()))
        }
    }

    /// What stops entries now.
    public var brakesNow: Brakes { brakes }

    /// The symbols that trade, in order of their names; nil where that cannot be known.
    public nonisolated var symbols: [Symbol]? { market.symbols?.sorted() }

    /// Gives the desk its broker.
    public func connect(_ broker: any Broker) { self.broker = broker }

    /// Takes over what the paper broker has booked, and tells everyone.
    public func take(_ news: PaperNews) async {
        switch news {
        case .booked(let batch, let receipt): await booked(batch, receipt)
        case .reset: await reload()
        }
    }

    /// Takes over what was committed.
    func booked(_ batch: Batch, _ receipt: BatchReceipt) async {
        do {
            let changed = try book.take(batch, receipt) { hold($0) }
            for order in changed {
                reservations[order.id] = nil
                if !order.state.isOpen, running[order.id] != nil { ended[order.id] = order }
            }
            tell(changed, batch)
        } catch {
            await reload()
        }
    }

    /// Reads the book again from the ledger, which is the truth.
    func reload() async {
        guard let fresh = try? await DeskBook(of: mode, in: ledger, board: board) else { return }
        book = fresh
        reservations = reservations.filter { fresh.order($0.key) == nil }
        events.publish(.reloaded(mode))
    }

    private func tell(_ changed: [DeskOrder], _ batch: Batch) {
        let fills = batch.reports.compactMap { report in
            if case .filled(let fill) = report { fill } else { nil }
        }
        var symbols = Set(fills.map(\.symbol))
        for case .adjusted(let adjustment) in batch.reports { symbols.insert(adjustment.symbol) }
        // The stop and target that a position shows are those of its protective orders.
        for order in changed where order.ticket.parent != nil {
            symbols.insert(order.ticket.symbol)
        }
        guard !changed.isEmpty || !symbols.isEmpty else { return }
        events.publish(.booked(mode, DeskChange(orders: changed, fills: fills, symbols: symbols)))
    }

    private func hold(_ ticket: OrderTicket) -> Money {
        let cost = try? OrderEstimate.cost(of: ticket, last: board.last(of: ticket.symbol))
        return reservations[ticket.id]?.cash ?? cost ?? .zero
    }
}

extension OrderDesk {
    /// Places an order: checks and reserves it, writes it down, sends it.
    ///
    /// The same name and terms again, also at the same moment, is the same order.
    ///
    /// - Parameter isNameNew: whether the name was just made, so that nobody can have used it.
    public func place(
        _ request: OrderRequest, isNameNew: Bool = false
    ) async throws(DeskError) -> OrderAnswer {
        if let known = running[request.id] {
            guard known.request == request else { throw .conflict(request.id) }
            let answer = try await Self.value(of: known.task)
            return OrderAnswer(order: answer.order, isNew: false)
        }
        let task = Task.immediate {
            if !isNameNew, let known = try await self.known(request) { return known }
            return try await self.carryOut(request)
        }
        running[request.id] = Running(request: request, task: task)
        defer {
            running[request.id] = nil
            ended[request.id] = nil
        }
        return try await Self.value(of: task)
    }

    private static func value(
        of task: Task<OrderAnswer, any Error>
    ) async throws(DeskError) -> OrderAnswer {
        do {
            return try await task.value
        } catch let error as DeskError {
            throw error
        } catch {
            throw .unavailable("\(error)")
        }
    }

    private func carryOut(_ request: OrderRequest) async throws(DeskError) -> OrderAnswer {
        guard let broker else { throw .noBroker }
        if let fault = request.stepFault { throw .priceStep(fault) }
        let order = try reserve(request)
        defer { reservations[request.id] = nil }
        do throws(BrokerError) {
            try await broker.submit(order.ticket)
        } catch .outcomeUnknown(let why) {
            return try await inDoubt(request.id, why)
        } catch {
            throw DeskError(error)
        }
        guard let placed = book.order(request.id) ?? ended[request.id] else {
            return OrderAnswer(order: try await booked(request.id), isNew: true)
        }
        return OrderAnswer(order: placed, isNew: true)
    }

    /// Check and reservation in one step: nothing else happens on this desk in between.
    private func reserve(_ request: OrderRequest) throws(DeskError) -> ApprovedOrder {
        guard isActive() else { throw .notActive(mode) }
        let ticket = request.ticket(holding: book.lots(of: request.symbol).side)
        if let fault = ticket.fault { throw .invalid(fault) }
        let last = board.last(of: ticket.symbol)
        do {
            let proposed = ProposedOrder(
                ticket: ticket, price: OrderEstimate.price(of: ticket, last: last),
                cost: try OrderEstimate.cost(of: ticket, last: last))
            let approved = try checks.approve(proposed, given: picture(of: ticket.symbol))
            count(ticket, costing: try OrderEstimate.cost(of: ticket, last: last))
            let shares = ticket.effect.isOpening ? .zero : proposed.shares
            reservations[ticket.id] = Reservation(
                cash: approved.cost, symbol: ticket.symbol, shares: shares)
            return approved
        } catch let refusal as Refusal {
            throw .refused(refusal)
        } catch {
            throw .invalid(TicketFault("qty", "\(error)"))
        }
    }

    /// An order that was asked for before; nil where the name is new.
    private func known(_ request: OrderRequest) async throws(DeskError) -> OrderAnswer? {
        let known: BookedOrder?
        do throws(StorageError) {
            known = try await ledger.order(request.id, mode: mode)
        } catch {
            throw DeskError(error)
        }
        guard let known else { return nil }
        guard request.isAnswered(by: known.ticket) else { throw .conflict(request.id) }
        return OrderAnswer(order: DeskOrder(known), isNew: false)
    }

    func booked(_ id: ClientOrderID) async throws(DeskError) -> DeskOrder {
        do throws(StorageError) {
            guard let order = try await ledger.order(id, mode: mode) else {
                throw StorageError.unknownOrder(id)
            }
            return DeskOrder(order)
        } catch {
            throw DeskError(error)
        }
    }

    /// The cash of orders on their way.
    var reservedCash: Money {
        let sum = underWay.reduce(Int128(0)) { $0 + Int128($1.cash.nanos) }
        return Money(nanos: Int64(clamping: sum))
    }

    /// Reservations of orders that do not stand in the book yet, where they would count as well.
    private var underWay: some Sequence<Reservation> {
        reservations.lazy.filter { self.book.order($0.key) == nil }.map(\.value)
    }

    /// This moment, as the checks see it.
    func picture(of symbol: Symbol) -> DeskPicture {
        let shares = underWay.filter { $0.symbol == symbol }.reduce(Int128(0)) {
            $0 + Int128($1.shares.billionths)
        }
        return DeskPicture(
            mode: mode, isActive: isActive(), haltReason: brakes.haltReason, book: book,
            reservedCash: reservedCash,
            reservedShares: Quantity(billionths: Int64(clamping: shares)),
            quote: board.quote(of: symbol),
            symbols: market.symbols, allowsShorting: market.allowsShorting,
            isFeedOver: market.isOver(), live: livePicture(symbol))
    }
}

extension DeskError {
    init(_ error: BrokerError) {
        switch error {
        case .refused(let why): self = .brokerRefused(why)
        case .invalid(let fault): self = .invalid(fault)
        case .notWorking(let id): self = .notWorking(id)
        case .unreachable(let why), .outcomeUnknown(let why): self = .unavailable(why)
        }
    }
}
