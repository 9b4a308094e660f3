import Desk
import Domain
import Storage

/// What moves in the row of an open position.
struct PositionText: LiveText {
    let shares, entry, current, value, stop, target, age: String
    let profit, percent: Signed

    init(_ answer: PositionAnswer) {
        let position = answer.position
        shares = Figures.shares(position.quantity)
        entry = Figures.price(position.entryPrice)
        current = answer.price.map(Figures.price) ?? "–"
        value = answer.marketValue.map { Signed.withMinus(Figures.dollars($0)) } ?? "–"
        stop = position.stopLoss.map(Figures.price) ?? "–"
        target = position.takeProfit.map(Figures.price) ?? "–"
        age = answer.quote.map { Figures.age($0.age(at: answer.now)) } ?? "–"
        profit = Signed(answer.unrealized)
        percent = Signed(percent: answer.unrealizedPercent)
    }

    var cells: [TextCell] {
        [
            TextCell("shares", shares), TextCell("entry", entry), TextCell("current", current),
            TextCell("value", value), TextCell("stop", stop), TextCell("target", target),
            TextCell("age", age),
        ] + profit.cells("profit", sign: "profit_sign")
            + percent.cells("percent", sign: "percent_sign")
    }
}
