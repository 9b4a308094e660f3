import Domain

/// A curve as JSON: `[[nanoseconds,nanodollars],...]`, whole numbers and so exact.
enum EquityCurveText {
    static func write(_ curve: [EquityPoint]) -> String {
        "[\(curve.map { "[\($0.time.nanoseconds),\($0.equity.nanos)]" }.joined(separator: ","))]"
    }

    /// Reads what `write` wrote; nil for all else.
    static func read(_ text: String) -> [EquityPoint]? {
        guard text.hasPrefix("["), text.hasSuffix("]") else { return nil }
        let inner = text.dropFirst().dropLast()
        guard !inner.isEmpty else { return [] }
        guard inner.hasPrefix("["), inner.hasSuffix("]") else { return nil }
        var curve: [EquityPoint] = []
        var numbers: [Int64] = []
        let marks: Set<Character> = ["[", "]", ","]
        for part in inner.split(whereSeparator: marks.contains) {
            guard let number = Int64(part) else { return nil }
            numbers.append(number)
            guard numbers.count == 2 else { continue }
            curve.append(
                EquityPoint(
                    time: Timestamp(nanoseconds: numbers[0]), equity: Money(nanos: numbers[1])))
            numbers = []
        }
        return numbers.isEmpty ? curve : nil
    }
}
