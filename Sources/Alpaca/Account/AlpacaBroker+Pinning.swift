import AlpacaWire
import Brokers
import Domain
import Storage

extension AlpacaBroker {
    /// The number of the account that this database belongs to; empty before the first use.
    static let accountSetting = Setting<String>("alpaca.account", standard: "")
    /// The newest execution whose order was looked at.
    static let seenSetting = Setting<String>("alpaca.executions_seen", standard: "")

    /// Makes sure that the keys belong to the account that the books are of. With the first use the
    /// books begin with what is there.
    ///
    /// - Throws: `.refused` for another account, and then nothing is sent.
    func pinAccount() async throws(BrokerError) {
        if pinned != nil { return }
        let account = try await account()
        let known = try await stored(Self.accountSetting)
        if known.isEmpty {
            try await exclusively { () async throws(BrokerError) in try await begin(account) }
        } else if known != account.accountNumber {
            throw .refused(
                "the keys belong to account …\(account.accountNumber.suffix(4)), and these books "
                    + "to …\(known.suffix(4)): use the other keys, or another database")
        } else {
            try await recallNames()
        }
        pinned = account.accountNumber
    }

    /// Books what the account has as its beginning.
    private func begin(_ account: WireAccount) async throws(BrokerError) {
        guard pinned == nil, try await stored(Self.accountSetting).isEmpty else { return }
        let opening = try await opening()
        let totals: BookTotals
        do throws(StorageError) {
            totals = try await ledger.totals(.live)
        } catch {
            throw BrokerError(booking: error)
        }
        // A crash between the two writes leaves the first one done.
        if totals.orders == 0, totals.cash == .zero {
            let batch: Batch
            do throws(AmountOutOfRange) {
                batch = try opening.batch(at: now)
            } catch {
                throw .refused("the account's amounts are out of range: \(error)")
            }
            try await commit(batch)
        }
        try await store(opening.newestExecution, as: Self.seenSetting)
        try await store(account.accountNumber, as: Self.accountSetting)
    }

    /// Cash and positions of one moment: nothing was executed while they were read.
    private func opening() async throws(BrokerError) -> AccountOpening {
        for _ in 0..<5 {
            let before = try await newestExecution()
            let account = try await account()
            let positions = try await client.list(WirePosition.self, "/v2/positions")
            guard try await newestExecution() == before else { continue }
            return AccountOpening(
                cash: account.cash, positions: positions, newestExecution: before)
        }
        throw .unreachable("the account trades too fast to be read")
    }

    private func newestExecution() async throws(BrokerError) -> String {
        try await client.list(
            WireActivity.self, "/v2/account/activities/FILL?direction=desc&page_size=1"
        ).first?.id ?? ""
    }

    /// The broker's names of the orders of the books, after a restart.
    private func recallNames() async throws(BrokerError) {
        do throws(StorageError) {
            for order in try await ledger.orders(.live, limit: 2_000) {
                if let name = order.brokerOrderID { known[name] = order.ticket.id }
            }
        } catch {
            throw BrokerError(booking: error)
        }
    }

    func stored(_ setting: Setting<String>) async throws(BrokerError) -> String {
        do throws(StorageError) {
            return try await ledger.value(of: setting)
        } catch {
            throw BrokerError(booking: error)
        }
    }

    func store(_ value: String, as setting: Setting<String>) async throws(BrokerError) {
        do throws(StorageError) {
            try await ledger.put(
                value, for: setting,
                audit: AuditEntry(
                    kind: "live_account", detail: "{\"setting\":\"\(setting.key)\"}", time: now))
        } catch {
            throw BrokerError(booking: error)
        }
    }
}

/// What an account had when the books began.
struct AccountOpening: Sendable {
    let cash: Money
    let positions: [WirePosition]
    let newestExecution: String

    /// Cash as it would be without the shares, and the shares bought for what they cost: so both
    /// come out as they are.
    func batch(at now: Timestamp) throws(AmountOutOfRange) -> Batch {
        var batch = Batch(mode: .live, submittedAt: now)
        var opening = cash
        for position in positions {
            guard let fill = try fill(of: position, at: now) else { continue }
            try opening -= try fill.cashFlow
            batch.intents.append(fill.ticket)
            batch.reports += [.accepted(fill.order, at: now), .filled(fill)]
        }
        batch.cash = [CashMovement(kind: .opening, amount: opening, time: now)]
        return batch
    }

    private func fill(
        of position: WirePosition, at now: Timestamp
    ) throws(AmountOutOfRange) -> Fill? {
        guard let symbol = position.tradable, position.qty != .zero,
            let price = position.avgEntryPrice,
            let id = ClientOrderID("ext-opening-\(position.symbol)")
        else { return nil }
        let quantity = Quantity(billionths: abs(position.qty.billionths))
        let ticket = OrderTicket(
            id: id, symbol: symbol, side: position.qty > .zero ? .buy : .sell, effect: .open,
            size: .shares(quantity), origin: OrderOrigin(strategy: .external))
        return Fill(
            ticket: ticket, quantity: quantity, cumulative: quantity, isLast: true, price: price,
            fee: .zero, slippage: .zero, rule: .broker, source: .broker("opening"), time: now)
    }
}

extension WirePosition {
    /// Its symbol, where the desk can trade it: shares, and neither options nor crypto.
    var tradable: Symbol? {
        guard assetClass ?? "us_equity" == "us_equity" else { return nil }
        return Symbol(symbol)
    }
}
