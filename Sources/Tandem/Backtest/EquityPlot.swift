import Backtest
import Domain
import Foundation
import PerformanceMetrics
import Web

/// The curves of equity, of holding instead, and of drawdown, as one SVG picture.
struct EquityPlot {
    private let title: String
    private let equity: [Double]
    private let held: [Double]
    private let dates: (first: String, last: String)

    private static let left = 90.0
    private static let right = 940.0

    init(_ report: BacktestReport, on input: BacktestInput) {
        let outcome = report.outcome
        equity = outcome.equity.map(\.approximate)
        let times =
            outcome.times.isEmpty ? input.data.series[0].bars.map(\.start) : outcome.times
        let start = outcome.initialCash.approximate
        held = input.data.held(at: Array(times.prefix(equity.count))).map { $0 * start }
        let symbols = outcome.symbols.map(\.description).joined(separator: ", ")
        let percent = Figures.percent(report.curve.totalReturn.map { $0 * 100 })
        title = "\(symbols): \(Figures.dollars(outcome.finalEquity)) (\(percent))"
        dates = (
            NewYorkText.date(times[0]), NewYorkText.date(times[max(0, equity.count - 1)])
        )
    }

    func write(to path: String) throws {
        do { try Data(svg.utf8).write(to: URL(fileURLWithPath: path)) } catch {
            throw CommandFault("\(path): cannot be written")
        }
    }

    var svg: String {
        let values = equity + held
        let falls = Self.drawdowns(equity)
        let (low, high) = (values.min() ?? 0, values.max() ?? 1)
        let deepest = min(falls.min() ?? 0, -1e-9)
        let worth = Scale(top: 40, height: 260, low: low, high: high)
        let fall = Scale(top: 330, height: 90, low: deepest, high: 0)
        let body = [
            text(title, 16, 24, size: 16),
            axis(worth, high, Self.dollars(high)), axis(worth, low, Self.dollars(low)),
            line(held, worth, "#9aa0a6"), line(equity, worth, "#1a73e8"),
            axis(fall, 0, "0 %"), axis(fall, deepest, Figures.percent(deepest * 100)),
            line(falls, fall, "#d93025"),
            text("blue: equity, grey: buy and hold, red: drawdown", Self.left, 445),
            text("\(dates.first) to \(dates.last)", Self.right - 170, 445),
        ]
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 460" font-family="sans-serif">
            <rect width="960" height="460" fill="#ffffff"/>
            \(body.joined(separator: "\n"))
            </svg>

            """
    }

    /// Where values lie in the picture.
    private struct Scale {
        let top, height, low, high: Double

        func place(_ value: Double) -> Double {
            let part = high > low ? (value - low) / (high - low) : 0.5
            return EquityPlot.rounded(top + height * (1 - part))
        }
    }

    private func text(_ text: String, _ left: Double, _ top: Double, size: Int = 11) -> String {
        let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        return "<text x=\"\(left)\" y=\"\(top)\" font-size=\"\(size)\" fill=\"#202124\">"
            + "\(escaped)</text>"
    }

    private func axis(_ scale: Scale, _ value: Double, _ label: String) -> String {
        let top = scale.place(value)
        return "<path d=\"M\(Self.left) \(top)H\(Self.right)\" stroke=\"#dadce0\"/>"
            + text(label, 8, top + 4)
    }

    /// A line through at most two points a pixel: the lowest and the highest value there.
    private func line(_ values: [Double], _ scale: Scale, _ color: String) -> String {
        let width = Self.right - Self.left
        let pixels = min(values.count, Int(width))
        var points: [String] = []
        for pixel in 0..<pixels {
            let part = values[
                (values.count * pixel / pixels)..<(values.count * (pixel + 1) / pixels)]
            let across = Self.rounded(
                Self.left + width * Double(pixel) / Double(max(1, pixels - 1)))
            let ends = Set([part.min() ?? 0, part.max() ?? 0]).sorted()
            points += ends.map { "\(across),\(scale.place($0))" }
        }
        return "<polyline points=\"\(points.joined(separator: " "))\" fill=\"none\" "
            + "stroke=\"\(color)\" stroke-width=\"1.2\"/>"
    }

    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    private static func dollars(_ value: Double) -> String {
        Money(computed: value.rounded()).map(Figures.dollars) ?? ""
    }

    private static func drawdowns(_ values: [Double]) -> [Double] {
        var top = 0.0
        return values.map { value in
            top = max(top, value)
            return top > 0 ? value / top - 1 : 0
        }
    }
}
