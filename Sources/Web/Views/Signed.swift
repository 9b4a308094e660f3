import Domain

/// A gain or loss as a page shows it: signed, with a word that styles turn into colour and arrow,
/// so that colour never says it alone.
struct Signed {
    /// `+$320.00`, `−$4.50`, `$0.00`; a dash where it is unknown.
    let text: String
    /// `up`, `down`, `flat` or `unknown`.
    let sign: String

    /// What was won or lost; nil where it is unknown.
    init(_ money: Money?) {
        self.init(money.map(Figures.signedDollars), sign: money.map { $0.nanos.signum() })
    }

    /// A percentage; nil where it is unknown.
    init(percent: Double?) {
        let text = percent.map { Figures.percent($0) }
        let isFlat = text.map { !$0.contains { $0.isNumber && $0 != "0" } } ?? true
        self.init(
            isFlat ? text?.replacing("+", with: "") : text,
            sign: percent.map { isFlat ? 0 : $0 > 0 ? 1 : -1 })
    }

    private init(_ text: String?, sign: Int64?) {
        self.text = Self.withMinus(text ?? "–")
        self.sign = sign.map { $0 == 0 ? "flat" : $0 > 0 ? "up" : "down" } ?? "unknown"
    }

    /// The text with a true minus, which is as wide as a plus and never breaks from its figure.
    static func withMinus(_ text: String) -> String { text.replacing("-", with: "\u{2212}") }
}
