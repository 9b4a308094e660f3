import Domain
import Foundation
import MarketCalendar
import MarketData
import Testing

/// An instant that the test spells correctly.
func instant(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

/// A day that the test spells correctly.
func day(_ text: String) throws -> Day { try #require(Day(text)) }

/// A symbol that the test spells correctly.
func symbol(_ text: String) throws -> Symbol { try #require(Symbol(text)) }

/// A bar whose four prices are the same.
func bar(_ start: Timestamp, _ price: String = "10", volume: Int64 = 1_000) throws -> Bar {
    let price = try Price(price)
    return Bar(
        start: start, open: price, high: price, low: price, close: price,
        volume: Volume(thousandths: volume))
}

/// The bars of a text, through the bytes of a file.
func parse(_ text: String, _ options: BarFileOptions = BarFileOptions()) throws -> BarFile {
    try BarFile(bytes: Array(text.utf8).span, options: options)
}

/// The error that a text is refused with.
func fault(of text: String, _ options: BarFileOptions = BarFileOptions()) -> BarFileError? {
    do {
        _ = try parse(text, options)
        return nil
    } catch {
        return error as? BarFileError
    }
}

/// Runs a test with a file of these bytes in a folder of its own.
func withFile<Result>(_ bytes: [UInt8], _ run: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "bars.csv")
    try Data(bytes).write(to: file)
    return try run(file.path)
}

/// The folder of reference cases.
let goldens = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/goldens")

/// Chance that a seed repeats (splitmix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
