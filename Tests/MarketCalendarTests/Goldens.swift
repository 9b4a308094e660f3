import Domain
import Foundation
import Testing

/// The reference cases, found beside the tests whatever folder the tests run in.
enum Goldens {
    static func data(_ name: String) throws -> Data {
        let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Fixtures/goldens")
        return try Data(contentsOf: fixtures.appendingPathComponent(name))
    }

    /// The rows of a CSV file, its header dropped.
    static func rows(_ name: String) throws -> [[String]] {
        String(decoding: try data(name), as: UTF8.self).split(whereSeparator: \.isNewline)
            .dropFirst().map { $0.split(separator: ",").map(String.init) }
    }
}

/// A date that the test knows to exist.
func day(_ text: String) throws -> Day { try #require(Day(text), "\(text)") }

/// An instant that the test knows to exist.
func instant(_ text: String) throws -> Timestamp { try #require(Timestamp(text), "\(text)") }

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
