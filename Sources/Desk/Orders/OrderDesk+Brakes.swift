import Brokers
import Domain
import MarketCalendar
import Storage

/// The brakes: they work whatever the active mode is, and need no price and no stream.
extension OrderDesk {
    /// Stops entries until `resume`; exits, cancels and protection go on.
    public func halt(_ reason: String = "halted by hand") async throws(DeskError) -> BrakeOutcome {
        try await setHalt(reason)
        return outcome(cancelled: [])
    }

    /// Opens entries again.
    ///
    /// - Parameter typed: what a person typed; after a day that has lost too much it must be
    ///   `Brakes.rearmWord`, and on that day nothing helps.
    public func resume(typed: String? = nil) async throws(DeskError) -> BrakeOutcome {
        if let day = brakes.lossDay {
            try checkRearm(after: day, typed)
            try await put("", for: Brakes.lossDay(mode), kind: "rearmed")
            brakes.lossDay = nil
        }
        try await setHalt("")
        return outcome(cancelled: [])
    }

    /// Cancels entries; with `protection` all orders, and so leaves what is held bare.
    public func cancelAll(protection: Bool = false) async throws(DeskError) -> BrakeOutcome {
        let orders = book.openOrders.filter { order in
            protection || order.ticket.effect.isOpening
        }
        let (cancelled, problems) = try await cancel(orders)
        return outcome(cancelled: cancelled, problems: problems)
    }

    /// Halts, cancels everything, and exits all positions at the market, symbol by symbol.
    ///
    /// The plan is written down before its first step: after a crash `goOn` goes on with it.
    public func flatten() async throws(DeskError) -> BrakeOutcome {
        try await setHalt("flattened")
        try await setFlattening(true)
        return try await goOnFlattening()
    }

    /// Whether a flatten is not done yet.
    public var isFlattening: Bool { brakes.isFlattening }

    /// Goes on with what a crash has interrupted.
    public func goOn() async throws(DeskError) {
        if brakes.isFlattening { _ = try await goOnFlattening() }
    }

    private func goOnFlattening() async throws(DeskError) -> BrakeOutcome {
        // An exit at the market that is on its way already stays: it does what is wanted.
        let others = book.openOrders.filter { !$0.isMarketExit }
        var (cancelled, problems) = try await cancel(others)
        for symbol in book.heldSymbols {
            do throws(DeskError) {
                try await exit(symbol)
            } catch {
                problems.append("\(symbol): \(error)")
            }
        }
        if problems.isEmpty { try await setFlattening(false) }
        cancelled.sort()
        return outcome(cancelled: cancelled, problems: problems)
    }

    /// Sells what is held of a symbol at the market, but for what is on its way already.
    private func exit(_ symbol: Symbol) async throws(DeskError) {
        guard let broker else { throw .noBroker }
        guard let side = book.lots(of: symbol).side,
            let free = try? book.freeShares(of: symbol, in: .all), free > .zero
        else { return }
        let ticket = OrderTicket(
            id: surroundings.newOrderID(), symbol: symbol, side: side.closing,
            effect: .close(.all), size: .shares(free), timeInForce: .gtc,
            origin: OrderOrigin(reason: "flatten"))
        do throws(BrokerError) {
            try await broker.submit(ticket)
        } catch {
            throw DeskError(error)
        }
    }

    private func cancel(
        _ orders: [DeskOrder]
    ) async throws(DeskError) -> ([ClientOrderID], problems: [String]) {
        guard !orders.isEmpty else { return ([], []) }
        guard let broker else { throw .noBroker }
        var cancelled: [ClientOrderID] = []
        var problems: [String] = []
        for order in orders {
            do throws(BrokerError) {
                try await broker.cancel(order.id)
                cancelled.append(order.id)
            } catch .notWorking {
                continue  // It has ended meanwhile.
            } catch {
                problems.append("order \(order.id): \(error)")
            }
        }
        return (cancelled, problems)
    }

    private func checkRearm(after day: Day, _ typed: String?) throws(DeskError) {
        guard NewYork.day(of: surroundings.wallNow()) > day else {
            throw .notRearmed(
                "\(day) has lost too much: entries open again on the next New York day at the "
                    + "earliest")
        }
        guard typed?.lowercased() == Brakes.rearmWord else {
            throw .notRearmed(
                "\(day) has lost too much: type \(Brakes.rearmWord) to open entries again")
        }
    }

    /// Stops entries for the rest of a day that has lost too much.
    func haltAfterLoss(_ reason: String) async throws(DeskError) {
        let day = NewYork.day(of: surroundings.wallNow())
        try await put(day.description, for: Brakes.lossDay(mode), kind: "day_loss")
        brakes.lossDay = day
        try await setHalt(reason)
    }

    private func setHalt(_ reason: String) async throws(DeskError) {
        let kind = reason.isEmpty ? "resumed" : "halted"
        try await put(reason, for: Brakes.halt(mode), kind: kind)
        brakes.haltReason = reason.isEmpty ? nil : reason
        let text =
            reason.isEmpty
            ? "Entries in \(mode.rawValue) are open again."
            : "Entries in \(mode.rawValue) are stopped: \(reason)."
        events.publish(.notice(Notice(reason.isEmpty ? .info : .warning, kind, text)))
    }

    private func setFlattening(_ isFlattening: Bool) async throws(DeskError) {
        let kind = isFlattening ? "flatten_begun" : "flatten_done"
        try await put(isFlattening, for: Brakes.flatten(mode), kind: kind)
        brakes.isFlattening = isFlattening
    }

    private func put<Value>(
        _ value: Value, for setting: Setting<Value>, kind: String
    ) async throws(DeskError) {
        let audit = AuditEntry(
            kind: kind, detail: "{\"mode\":\"\(mode.rawValue)\"}", time: surroundings.wallNow())
        do throws(StorageError) {
            try await ledger.put(value, for: setting, audit: audit)
        } catch {
            throw DeskError(error)
        }
    }

    private func outcome(cancelled: [ClientOrderID], problems: [String] = []) -> BrakeOutcome {
        BrakeOutcome(
            brakes: brakes, cancelled: cancelled, openOrders: book.openOrders, held: heldSymbols,
            problems: problems)
    }

    /// What is held, and whether it stands bare.
    public var heldSymbols: [HeldSymbol] {
        book.heldSymbols.compactMap { symbol in
            let lots = book.lots(of: symbol)
            guard let side = lots.side, let quantity = try? lots.quantity(in: .all) else {
                return nil
            }
            let isBare = lots.lots.contains { book.leg(.stop, of: $0.id, in: symbol) == nil }
            return HeldSymbol(symbol: symbol, side: side, quantity: quantity, isBare: isBare)
        }
    }
}

extension DeskOrder {
    /// Whether it exits at the market as soon as there is a price.
    fileprivate var isMarketExit: Bool { bindsShares && terms.type == .market }
}
