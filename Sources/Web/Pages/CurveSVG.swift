/// Draws a curve as SVG: a page needs no script for it, and prints well.
///
/// Each column of pixels shows the lowest and the highest point that falls into it, so 100,000
/// points look the same as all of them would, in a few kilobytes.
struct CurveSVG {
    static let width = 1_000.0
    static let height = 220.0

    /// Whether the area hangs from the top, as a drawdown does.
    let hangs: Bool

    /// The picture of some points; what is no number is left out.
    ///
    /// - Parameter label: what a screen reader says.
    func picture(of values: [Double], label: String) -> String {
        let values = values.filter(\.isFinite)
        guard let low = values.min(), let high = values.max(), values.count > 1 else { return "" }
        let top = hangs ? 0 : high
        let range = max(top - low, max(abs(top), 1) * 1e-9)
        func place(_ index: Int, _ value: Double) -> (x: Double, y: Double) {
            let x = Double(index) / Double(values.count - 1) * Self.width
            return (x, 4 + (top - value) / range * (Self.height - 8))
        }
        let line = Self.thinned(values).map { place($0.index, $0.value) }
        let path = Self.path(line)
        let base = hangs ? 4 : Self.height
        let area = "\(path)L\(Self.text(Self.width)) \(Self.text(base))L0 \(Self.text(base))Z"
        return Self.frame(
            "<path class=\"area\" d=\"\(area)\"/><path class=\"line\" d=\"\(path)\"/>",
            label: label, kind: hangs ? "down" : "up")
    }

    /// A picture around paths.
    ///
    /// - Parameter kind: the class by which styles know it.
    static func frame(_ paths: String, label: String, kind: String) -> String {
        let grid = [0.25, 0.5, 0.75].map { share in
            let y = text(share * height)
            return "<line x1=\"0\" x2=\"1000\" y1=\"\(y)\" y2=\"\(y)\" class=\"grid\"/>"
        }.joined()
        return "<svg viewBox=\"0 0 1000 220\" preserveAspectRatio=\"none\" role=\"img\" "
            + "class=\"curve \(kind)\"><title>\(label)</title>\(grid)\(paths)</svg>"
    }

    /// The lowest and the highest of each column, in their order.
    private static func thinned(_ values: [Double]) -> [(index: Int, value: Double)] {
        let columns = Int(width)
        guard values.count > 2 * columns else {
            return values.enumerated().map { (index: $0.offset, value: $0.element) }
        }
        return (0..<columns).flatMap { column in
            let start = column * values.count / columns
            let range = start..<max(start + 1, (column + 1) * values.count / columns)
            let low = range.min { values[$0] < values[$1] } ?? start
            let high = range.max { values[$0] < values[$1] } ?? start
            return Set([low, high]).sorted().map { (index: $0, value: values[$0]) }
        }
    }

    /// A line through points.
    static func path(_ points: [(x: Double, y: Double)]) -> String {
        points.enumerated().map { index, point in
            "\(index == 0 ? "M" : "L")\(text(point.x)) \(text(point.y))"
        }.joined()
    }

    /// With one decimal place.
    private static func text(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
