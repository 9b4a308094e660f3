import AlpacaWire
import Domain
import MarketCalendar
import Simulation

extension ExchangeCore {
    /// The account as clients see it.
    var account: WireAccount {
        let values = marketValues
        let (equity, power) = (equity, buyingPower)
        var account = WireAccount(
            id: settings.accountID, accountNumber: settings.accountNumber, status: "ACTIVE",
            cash: cash, equity: equity)
        account.currency = "USD"
        account.cryptoStatus = "ACTIVE"
        account.buyingPower = power
        account.regtBuyingPower = power
        account.effectiveBuyingPower = power
        account.nonMarginableBuyingPower = max(.zero, min(cash, power))
        account.optionsBuyingPower = account.nonMarginableBuyingPower
        account.daytradingBuyingPower = .zero
        account.portfolioValue = equity
        account.lastEquity = lastDay.equity
        account.longMarketValue = values.long
        account.shortMarketValue = values.short
        account.positionMarketValue = values.long.plus(values.short)
        account.initialMargin = initialMargin
        account.maintenanceMargin = maintenanceMargin
        account.lastMaintenanceMargin = lastDay.maintenance
        account.sma = .zero
        account.accruedFees = .zero
        account.pendingTransferIn = .zero
        account.multiplier = String(multiplier)
        account.shortingEnabled = isShortingEnabled && configuration.noShorting != true
        account.tradingBlocked = false
        account.transfersBlocked = false
        account.accountBlocked = false
        account.tradeSuspendedByUser = configuration.suspendTrade ?? false
        account.createdAt = Timestamp(nanoseconds: 1_735_689_600_000_000_000)
        account.balanceAsof = (lastDay.day ?? NewYork.day(of: now).advanced(by: -1)).description
        return account
    }

    /// What is held of one symbol; nil for nothing.
    func position(of symbol: Symbol) -> WirePosition? {
        let quantity = held(symbol)
        guard quantity != .zero, let last = lastPrice(of: symbol) else { return nil }
        let cost = costBasis(of: symbol)
        let value = marketValue(of: symbol)
        let gain = value.minus(cost)
        let before = lastDay.prices[symbol] ?? last
        let today = intradayGain(of: symbol, since: before)
        var position = WirePosition(symbol: symbol.description, qty: quantity)
        position.assetID = Self.assetID(symbol)
        position.exchange = "NASDAQ"
        position.assetClass = "us_equity"
        position.assetMarginable = true
        position.qtyAvailable = available(symbol)
        position.avgEntryPrice = cost.perShare(quantity)
        position.side = quantity < .zero ? "short" : "long"
        position.marketValue = value
        position.costBasis = cost
        position.unrealizedPl = gain
        position.unrealizedPlpc = gain.part(of: cost.size) ?? .zero
        position.unrealizedIntradayPl = today
        position.unrealizedIntradayPlpc = today.part(of: cost.size) ?? .zero
        position.currentPrice = last
        position.lastdayPrice = before
        position.changeToday =
            Money(nanos: last.nanos - before.nanos).part(of: Money(nanos: before.nanos)) ?? .zero
        return position
    }

    /// All that is held.
    var positions: [WirePosition] { engine.heldSymbols.compactMap { position(of: $0) } }

    /// What is held cost, signed.
    func costBasis(of symbol: Symbol) -> Money {
        engine.lots(of: symbol).reduce(.zero) { sum, lot in
            lot.side == .long ? sum.plus(lot.entryValue) : sum.minus(lot.entryValue)
        }
    }

    /// The gain since the day began: of what was bought today, since it was bought.
    private func intradayGain(of symbol: Symbol, since before: Price) -> Money {
        let midnight = NewYork.midnight(before: now)
        return engine.lots(of: symbol).reduce(.zero) { sum, lot in
            guard let last = lastPrice(of: symbol) else { return sum }
            let value = Money.value(of: lot.quantity, at: last)
            let start =
                lot.openedAt >= midnight
                ? lot.entryValue : Money.value(of: lot.quantity, at: before)
            return lot.side == .long
                ? sum.plus(value.minus(start)) : sum.plus(start.minus(value))
        }
    }
}
