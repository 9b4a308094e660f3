import Domain
import Foundation

/// The bars of a reference case, with the times as its file writes them.
struct GoldenSeries {
    let labels: [String]
    let bars: [Bar]

    /// Reads `time,open,high,low,close,volume,…`; a time that is no date counts on from the one
    /// before, since the rules number bars and ask for no clock.
    init(_ file: GoldenFile) throws {
        let text = String(decoding: try file.data(), as: UTF8.self)
        var lines = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        guard !lines.isEmpty else { throw GoldensFault("\(file.path): empty") }
        let header = lines.removeFirst().map { $0.lowercased() }
        func column(_ name: String) throws -> Int {
            guard let index = header.firstIndex(of: name) else {
                throw GoldensFault("\(file.path): no column \(name)")
            }
            return index
        }
        let columns = try ["open", "high", "low", "close"].map(column)
        let volume = try? column("volume")
        labels = lines.map { String($0[0]) }
        bars = try lines.enumerated().map { index, line in
            let prices = try columns.map { try Self.price(line[$0]) }
            return Bar(
                start: Timestamp(nanoseconds: Int64(index) * 86_400_000_000_000),
                open: prices[0], high: prices[1], low: prices[2], close: prices[3],
                volume: try volume.map { try Self.volume(line[$0]) } ?? .zero)
        }
    }

    private static func price(_ text: Substring) throws -> Price {
        try Price.reading(Array(text.utf8), rounding: .halfEven).amount
    }

    private static func volume(_ text: Substring) throws -> Volume {
        try Volume.reading(Array(text.utf8), rounding: .halfEven).amount
    }
}
