import Domain
import Storage

/// Two equity curves in one picture: what each has won since its first point, over time.
struct CurvePair {
    private let curves: [[(seconds: Double, gain: Double)]]
    private let times: ClosedRange<Timestamp>?

    init(_ first: [EquityPoint], _ second: [EquityPoint]) {
        curves = [first, second].map { points in
            guard let start = points.first?.equity.approximate, start > 0 else { return [] }
            return points.map { (Double($0.time.seconds), $0.equity.approximate / start - 1) }
        }
        let all = (first + second).map(\.time)
        times = all.min().flatMap { start in all.max().map { start...$0 } }
    }

    /// The picture with its scale; nil where there is nothing to draw.
    var figure: CurveFigure? {
        let gains = curves.flatMap { $0 }.map(\.gain).filter(\.isFinite)
        guard let times, times.lowerBound < times.upperBound, curves.allSatisfy({ $0.count > 1 }),
            let low = gains.min(), let high = gains.max()
        else { return nil }
        let paths = zip(curves, ["first", "second"]).map { curve, line in
            let path = CurveSVG.path(
                curve.map { point in
                    (
                        x: (point.seconds - Double(times.lowerBound.seconds))
                            / Double(times.upperBound.seconds - times.lowerBound.seconds)
                            * CurveSVG.width,
                        y: 4 + (high - point.gain) / max(high - low, 1e-9) * (CurveSVG.height - 8)
                    )
                })
            return "<path class=\"line \(line)\" d=\"\(path)\"/>"
        }.joined()
        return CurveFigure(
            title: "Both curves",
            summary: "A solid, B dashed: what each has won since its first day.",
            svg: CurveSVG.frame(paths, label: "Equity of A and of B", kind: "both"),
            first: PageTime(times.lowerBound).short, last: PageTime(times.upperBound).short,
            low: Signed(percent: 100 * low).text, high: Signed(percent: 100 * high).text)
    }
}
