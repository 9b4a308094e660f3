import Domain
import Foundation
import MarketData

extension Answerer {
    /// Bars of so many minutes from the trades beside them: `es_bars_5min.csv` from `es_ticks.csv`.
    static let intradayBars = Answerer(
        takes: { IntradayCase($0) != nil },
        answer: { file in
            guard let intraday = IntradayCase(file) else {
                throw GoldensFault("no bars: \(file.name)")
            }
            return try intraday.answer()
        })
}

/// What the name of a file of intraday bars asks for.
private struct IntradayCase {
    let ticks: GoldenFile
    let minutes: Int

    /// Reads `es_bars_5min.csv`; nil for other names.
    init?(_ file: GoldenFile) {
        guard file.name.hasSuffix("min.csv"),
            let bars = file.path.range(of: "_bars_", options: .backwards),
            let minutes = Int(file.path[bars.upperBound...].dropLast("min.csv".count)),
            (1...1_440).contains(minutes)
        else { return nil }
        self.minutes = minutes
        ticks = file.other(file.path[..<bars.lowerBound] + "_ticks.csv")
    }

    func answer() throws -> Data {
        let ticks = try readTicks()
        // Lengths that do not divide a day are counted from the midnight of the first.
        let origin = Timestamp(day: ticks.first?.time.utcDay ?? Day(number: 0))
        let bars = try TickBars.all(ticks, seconds: minutes * 60, origin: origin)
        let lines = bars.map { made in
            let bar = made.bar
            let average = made.averagePrice?.description ?? ""
            // The trades' stamps have no zone, so neither have the bars'.
            return "\(bar.start.description.prefix(19)),\(bar.open),\(bar.high),\(bar.low),"
                + "\(bar.close),\(bar.volume),\(made.tradeCount),\(average)"
        }
        let header = "bar_start,open,high,low,close,volume,trades,vwap"
        return Data(([header] + lines).map { $0 + "\n" }.joined().utf8)
    }

    private func readTicks() throws -> [Tick] {
        let text = String(decoding: try ticks.data(), as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline)
        let names = lines.first?.split(separator: ",") ?? []
        guard let time = names.firstIndex(of: "time"), let price = names.firstIndex(of: "price"),
            let size = names.firstIndex(of: "size")
        else { throw GoldensFault("\(ticks.name): a column is missing") }
        return try lines.dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count == names.count, let instant = Timestamp(fields[time] + "Z") else {
                throw GoldensFault("\(ticks.name): \(line)")
            }
            return Tick(
                time: instant, price: try Price(fields[price]), size: try Volume(fields[size]))
        }
    }
}
