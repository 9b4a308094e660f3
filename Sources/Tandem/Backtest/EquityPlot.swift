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

    private static let width = 960.0
    private static let top = (y: 40.0, height: 260.0)
    private static let bottom = (y: 330.0, height: 90.0)
    private static let left = 90.0
    private static let right = 20.0

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
        let (low, high) = (values.min() ?? 0, values.max() ?? 1)
        let falls = Self.drawdowns(equity)
        let deepest = min(falls.min() ?? 0, -1e-9)
        let body = [
            text(title, 16, 24, size: 16),
            axis(Self.top, [(high, Self.dollars(high)), (low, Self.dollars(low))], low, high),
            line(held, Self.top, low, high, "#9aa0a6", 1),
            line(equity, Self.top, low, high, "#1a73e8", 1.5),
            axis(
                Self.bottom, [(0, "0 %"), (deepest, Figures.percent(deepest * 100))], deepest, 0),
            line(falls, Self.bottom, deepest, 0, "#d93025", 1),
            text("blue: equity, grey: buy and hold, red: drawdown", Self.left, 445),
            text("\(dates.first) to \(dates.last)", Self.width - 190, 445),
        ]
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 460" font-family="sans-serif">
            <rect width="960" height="460" fill="#ffffff"/>
            \(body.joined(separator: "\n"))
            </svg>

            """
    }

    private typealias Box = (y: Double, height: Double)

    private func text(_ text: String, _ left: Double, _ top: Double, size: Int = 11) -> String {
        let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        return "<text x=\"\(left)\" y=\"\(top)\" font-size=\"\(size)\" fill=\"#202124\">"
            + "\(escaped)</text>"
    }

    private func axis(
        _ box: Box, _ marks: [(value: Double, text: String)], _ low: Double, _ high: Double
    ) -> String {
        marks.map { mark in
            let top = place(mark.value, box, low, high)
            return "<path d=\"M\(Self.left) \(top)H\(Self.width - Self.right)\" "
                + "stroke=\"#dadce0\"/>" + text(mark.text, 8, top + 4)
        }.joined(separator: "\n")
    }

    private func place(_ value: Double, _ box: Box, _ low: Double, _ high: Double) -> Double {
        let part = high > low ? (value - low) / (high - low) : 0.5
        return ((box.y + box.height * (1 - part)) * 100).rounded() / 100
    }

    /// A line through at most two points a pixel: the lowest and the highest value there.
    private func line(
        _ values: [Double], _ box: Box, _ low: Double, _ high: Double, _ color: String,
        _ width: Double
    ) -> String {
        let pixels = min(values.count, Int(Self.width - Self.left - Self.right))
        var points: [String] = []
        for pixel in 0..<pixels {
            let part = values[
                (values.count * pixel / pixels)..<(values.count * (pixel + 1) / pixels)]
            let x =
                Self.left + Double(pixel) * (Self.width - Self.left - Self.right)
                / Double(max(1, pixels - 1))
            let ends = [part.min() ?? 0, part.max() ?? 0]
            for value in ends[0] == ends[1] ? [ends[0]] : ends {
                points.append("\((x * 100).rounded() / 100),\(place(value, box, low, high))")
            }
        }
        return "<polyline points=\"\(points.joined(separator: " "))\" fill=\"none\" "
            + "stroke=\"\(color)\" stroke-width=\"\(width)\"/>"
    }

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
