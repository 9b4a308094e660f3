import Domain

/// A gain or loss as a page shows it: sign, arrow and a tone, so that colour never says it alone.
struct Signed {
    /// `+$320.00`, `−$4.50`, `$0.00`; a dash where it is unknown.
    let text: String
    /// `up`, `down`, `flat` or `unknown`.
    let tone: String
    /// A triangle up or down; empty for neither.
    let arrow: String

    /// What was won or lost; nil where it is unknown.
    init(_ money: Money?) {
        self.init(money.map(Figures.signedDollars), sign: money.map { $0.nanos.signum() })
    }

    /// A percentage; nil where it is unknown.
    init(percent: Double?) {
        let text = percent.map { Figures.percent($0) }
        let isFlat = text.map { !$0.contains { $0.isNumber && $0 != "0" } } ?? true
        self.init(text, sign: percent.map { isFlat ? 0 : $0 > 0 ? 1 : -1 })
    }

    private init(_ text: String?, sign: Int64?) {
        self.text = (text ?? "–").replacing("-", with: "\u{2212}")
        switch sign {
        case nil: (tone, arrow) = ("unknown", "")
        case 0?: (tone, arrow) = ("flat", "")
        case let sign?: (tone, arrow) = sign > 0 ? ("up", "▲") : ("down", "▼")
        }
    }
}

/// An instant as a page shows it.
struct PageTime {
    /// New York's wall clock with its zone: `2026-01-22 09:30:00 EST`.
    let text: String
    /// The same instant in UTC, for the tooltip.
    let utc: String
    /// Date and clock without seconds, for rows.
    let short: String

    init(_ time: Timestamp) {
        let wall = NewYorkText(time)
        text = "\(wall.day) \(wall.clock) \(wall.zone)"
        short = "\(wall.day) \(wall.clock.prefix(5))"
        utc = time.description
    }
}
