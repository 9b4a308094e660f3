import Domain

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

    var text: [String: String] {
        [
            "shares": shares, "entry": entry, "current": current, "value": value, "stop": stop,
            "target": target, "age": age,
        ].merging([String: String](signed: ["profit": profit, "percent": percent])) { first, _ in
            first
        }
    }
}
