/// Why a strategy asks for something: a stable code, and words that are made only when somebody
/// reads them.
///
/// Plain memory: to make one costs a few moves, to carry a million of them nothing but room.
public struct Reason: Sendable, CustomStringConvertible {
    /// A stable word, such as `cross_up`.
    public let code: StaticString
    /// A sentence in which each `{}` stands for the next figure.
    @usableFromInline let template: StaticString
    @usableFromInline let figures: (Double, Double, Double, Double)

    /// A reason with up to four figures.
    ///
    /// - Parameter template: a sentence in which each `{}` stands for the next figure.
    @inlinable
    public init(
        _ code: StaticString, _ template: StaticString,
        _ figures: (Double, Double, Double, Double) = (0, 0, 0, 0)
    ) {
        self.code = code
        self.template = template
        self.figures = figures
    }

    /// The code as text.
    public var name: String { "\(code)" }

    /// The reason in words.
    public var description: String {
        var rest = [figures.3, figures.2, figures.1, figures.0]
        var words = ""
        var letters = "\(template)"[...]
        while let letter = letters.popFirst() {
            guard letter == "{", letters.first == "}", let figure = rest.popLast() else {
                words.append(letter)
                continue
            }
            letters.removeFirst()
            words += Self.written(figure)
        }
        return words
    }

    /// At most four decimals, without zeros at the end.
    private static func written(_ figure: Double) -> String {
        guard figure.isFinite, abs(figure) < 1e14 else { return "\(figure)" }
        let units = Int64((abs(figure) * 1e4).rounded(.toNearestOrEven))
        var fraction = String(units % 10_000 + 10_000).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        let sign = figure < 0 && units > 0 ? "-" : ""
        return sign + String(units / 10_000) + (fraction.isEmpty ? "" : "." + fraction)
    }
}
