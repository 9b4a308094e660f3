import Desk
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

    var cells: [TextCell] {
        [
            TextCell("equity", equity), TextCell("cash", cash),
            TextCell("buying_power", buyingPower), TextCell("positions_value", positionsValue),
        ] + day.cells("day", sign: "day_sign")
            + dayPercent.cells("day_percent", sign: "day_percent_sign")
            + unrealized.cells("unrealized", sign: "unrealized_sign")
            + realized.cells("realized", sign: "realized_sign")
    }
}
