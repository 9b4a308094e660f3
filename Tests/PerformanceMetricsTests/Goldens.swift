import Domain
import Foundation
import PerformanceMetrics
import Testing

/// The reference cases of `metrics.json`, found beside the tests whatever folder the tests run in.
struct Goldens: Decodable {
    struct Curve: Decodable {
        let id: String
        let periods_per_year, risk_free_per_period: Double
        let dates: [String]
        let equity: [Double]
        let expected: Expected
    }
    struct Trade: Decodable { let pnl, return_pct: Double }
    struct Trades: Decodable {
        let id: String
        let trades: [Trade]
        let expected: Expected
    }

    let cases: [Curve]
    let trade_cases: [Trades]

    static func load() throws -> Goldens {
        let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Fixtures/goldens")
        let data = try Data(contentsOf: fixtures.appendingPathComponent("metrics.json"))
        return try JSONDecoder().decode(Goldens.self, from: data)
    }
}

/// The numbers that a case expects by name; nil where it expects none.
struct Expected: Decodable {
    var values: [String: Double?] = [:]

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        for key in fields.allKeys where key.stringValue != "lib_nonfinite" {
            let isNull = try fields.decodeNil(forKey: key)
            values.updateValue(
                isNull ? nil : try fields.decode(Double.self, forKey: key), forKey: key.stringValue)
        }
    }
}

/// Holds our figures against the reference's, as `check_goldens.py` does.
func expectEqual(_ own: [String: Double?], _ expected: Expected, _ id: String) {
    for (name, golden) in expected.values {
        guard let value = own[name] else {
            Issue.record("\(id).\(name) is not answered")
            continue
        }
        switch (value, golden) {
        case (nil, nil): break
        case (let value?, let golden?):
            let isNear = abs(value - golden) <= 1e-7 + 1e-8 * abs(golden)
            #expect(isNear, "\(id).\(name): \(value), not \(golden)")
        default: Issue.record("\(id).\(name): \(String(describing: value))")
        }
    }
}

/// Whether two figures agree but for rounding, or are both absent.
func agree(_ left: Double?, _ right: Double?, within tolerance: Double = 1e-9) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return abs(left - right) <= tolerance * max(1, abs(left), abs(right))
}

/// A curve with a point a day from 2024-01-30 on, a Tuesday near the end of a month.
func curve(_ equity: [Double]) throws -> EquityCurve {
    let start = try #require(Day("2024-01-30"))
    return try EquityCurve(
        days: equity.indices.map { start.advanced(by: $0) }, equity: equity)
}

/// A seeded source of chance (SplitMix64, S. Vigna), so that a failure repeats.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
