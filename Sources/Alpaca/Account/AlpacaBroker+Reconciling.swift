import AlpacaWire
public import Brokers
import Domain
import Storage
import Synchronization

extension AlpacaBroker {
    /// Compares the books with the broker: orders, positions exactly, cash to the cent.
    ///
    /// What happened elsewhere is booked as external. It never trades to make the two agree: what
    /// stays unexplained is said, and stops entries there.
    @discardableResult
    public func reconcile() async -> LiveStanding {
        var standing = self.standing
        do throws(BrokerError) {
            try await pinAccount()
            var isSure = false
            for _ in 0..<Self.looksMax {
                guard let found = try await compare() else {
                    await client.time.sleep(Self.pause)
                    continue
                }
                standing = found
                // A broker's pages may tell one after the other: a difference is looked at again.
                if found.isClean || isSure { break }
                isSure = true
            }
        } catch {
            standing.trouble = "\(error)"
        }
        status.withLock { $0 = standing }
        return standing
    }

    /// How often the two are compared while something fills each time.
    private static let looksMax = 10
    /// Nanoseconds between two of these.
    private static let pause: Int64 = 100_000_000

    /// - Returns: nil where the two differ, and something was traded while they were compared, so
    ///   that the difference says nothing.
    private func compare() async throws(BrokerError) -> LiveStanding? {
        let before = try await settled()
        let positions = try await client.list(WirePosition.self, "/v2/positions")
        let account = try await account()
        try await bookTransfers(account)
        let state = try await openState()
        var standing = LiveStanding(comparedAt: now)
        standing.accountProblems = Self.problems(of: account)
        standing.accountEnding = String(account.accountNumber.suffix(4))
        standing.session = try await session()
        standing.takePositions(positions, state)
        standing.takeCash(account, state)
        for order in state.orders where order.state == .unknown {
            standing.blocked[order.ticket.symbol] = "order \(order.ticket.id) is in doubt"
        }
        if standing.isClean {
            try await mark(account, state)
        } else if try await settled() != before || isSendingAny {
            return nil
        }
        for (lot, stop) in await missingStops() {
            standing.blocked[stop.symbol] = "the shares of \(lot) stand without their stop"
        }
        return standing
    }

    /// The books with all that the broker's orders and executions say now.
    private func settled() async throws(BrokerError) -> OpenState {
        await settle()
        try await adoptForeign()
        return try await openState()
    }

    private func session() async throws(BrokerError) -> BrokerSession? {
        try await client.record(WireClock.self, "/v2/clock").map {
            BrokerSession(isOpen: $0.isOpen, nextOpen: $0.nextOpen, nextClose: $0.nextClose)
        }
    }

    private static func problems(of account: WireAccount) -> [String] {
        var problems: [String] = []
        if account.status != "ACTIVE" {
            problems.append("the account is \(account.status), not ACTIVE")
        }
        if account.tradingBlocked == true || account.accountBlocked == true {
            problems.append("the broker has blocked the account")
        }
        if account.tradeSuspendedByUser == true {
            problems.append("the owner has suspended trading at the broker")
        }
        return problems
    }

    /// Cash that came or went without a trade, where the broker's list of such says how much.
    private func bookTransfers(_ account: WireAccount) async throws(BrokerError) {
        let before = try await openState().cash
        guard let difference = try? account.cash - before, difference != .zero else { return }
        let activities = try await client.list(
            WireActivity.self,
            "/v2/account/activities?category=non_trade_activity&direction=desc&page_size=100")
        var sum = Money.zero
        for activity in activities {
            guard let amount = activity.netAmount, let next = try? sum + amount else { return }
            sum = next
            guard sum == difference else { continue }
            var batch = batch()
            batch.cash = [
                CashMovement(
                    kind: difference > .zero ? .deposit : .withdrawal, amount: difference,
                    time: now)
            ]
            try await exclusively { () async throws(BrokerError) in
                // A fill since then makes it another difference.
                guard try await openState().cash == before else { return }
                try await commit(batch)
            }
            return
        }
    }

    /// What the account is worth, by the broker's own prices.
    private func mark(_ account: WireAccount, _ state: OpenState) async throws(BrokerError) {
        guard let held = try? account.equity - state.cash else { return }
        var batch = batch()
        batch.equity = [
            EquityMark(
                equity: account.equity, cash: state.cash, positionsValue: held, time: now)
        ]
        try await exclusively { () async throws(BrokerError) in _ = try await commit(batch) }
    }
}

extension LiveStanding {
    /// Notes each symbol whose shares are not as many there as in the books.
    fileprivate mutating func takePositions(_ positions: [WirePosition], _ state: OpenState) {
        var there: [Symbol: Quantity] = [:]
        for position in positions {
            if let symbol = position.tradable {
                there[symbol] = position.qty
            } else {
                foreignSymbols.append(position.symbol)
                foreignValue = (try? foreignValue + (position.marketValue ?? .zero)) ?? foreignValue
            }
        }
        for symbol in Set(there.keys).union(state.lots.keys) {
            let held = there[symbol] ?? .zero
            guard let booked = try? state.shares(of: symbol) else {
                blocked[symbol] = "the shares in the books are out of range"
                continue
            }
            if held != booked {
                blocked[symbol] = "the broker holds \(held) shares, the books \(booked)"
            }
        }
    }

    /// Notes cash that is not the same to the cent.
    fileprivate mutating func takeCash(_ account: WireAccount, _ state: OpenState) {
        let (there, here) = (
            try? account.cash.wholeCents(rounding: .halfEven),
            try? state.cash.wholeCents(rounding: .halfEven)
        )
        guard there != here || there == nil else { return }
        differences.append("cash at the broker is $\(account.cash), in the books $\(state.cash)")
    }
}

extension OpenState {
    /// The signed shares that are held.
    fileprivate func shares(of symbol: Symbol) throws(AmountOutOfRange) -> Quantity {
        let book = LotBook(lots: lots[symbol] ?? [])
        let held = try book.quantity(in: .all)
        return book.side == .short ? try -held : held
    }
}
