import Domain

/// The account strip.
struct AccountText: LiveText {
    let equity, cash, buyingPower, positionsValue: String
    let day, dayPercent, unrealized, realized: Signed

    init(_ answer: AccountAnswer) {
        let account = answer.account
        func dollars(_ money: Money?) -> String {
            money.map { Signed.withMinus(Figures.dollars($0)) } ?? "–"
        }
        equity = dollars(account?.equity)
        cash = dollars(account?.cash)
        buyingPower = dollars(account?.buyingPower)
        positionsValue = dollars(account?.positionsValue)
        day = Signed(account?.dayProfit)
        dayPercent = Signed(percent: answer.dayReturnPercent)
        unrealized = Signed(account?.unrealized)
        realized = Signed(account?.realized)
    }

    var text: [String: String] {
        [
            "equity": equity, "cash": cash, "buying_power": buyingPower,
            "positions_value": positionsValue,
        ].merging(
            [String: String](signed: [
                "day": day, "day_percent": dayPercent, "unrealized": unrealized,
                "realized": realized,
            ])
        ) { first, _ in first }
    }
}
