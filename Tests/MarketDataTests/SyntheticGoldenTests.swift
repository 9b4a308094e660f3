import Domain
import Foundation
import MarketData
import Testing

/// Figures of the first version. A change that breaks them changes the prices of every account that
/// trades here: it needs a new version in the identity.
@Suite struct SyntheticGoldenTests {
    @Test func `quotes and bars are what they always were`() throws {
        try expectTheFirstVersion()
    }

    @Test(arguments: ["Asia/Singapore", "SGT-8"])
    func `the zone of the server changes no quote`(_ zone: String) async {
        // In a process of its own: no other thread reads the environment while it changes.
        await #expect(processExitsWith: .success) { [zone] in
            setenv("TZ", zone, 1)
            tzset()
            try expectTheFirstVersion()
        }
    }
}

/// Seed, symbol and time; bid, ask, their sizes, and the last price.
private let quotes = """
    0 AAPL 2000-01-01T05:00:00Z 224.91 224.94 400 400 224.92
    0 XL 2000-01-01T05:00:00Z 0.7036 0.7044 500 3400 0.704
    0 AMZN 2026-01-22T14:30:00Z 147.55 147.56 100 400 147.56
    0 F 2026-01-22T14:30:00Z 14.57 14.58 12600 200 14.58
    0 GOOG 2026-01-22T15:01:02.345678901Z 164.92 164.93 100 200 164.92
    0 IBM 2026-01-22T15:01:02.345678901Z 234.12 234.19 500 100 234.15
    0 BRK.B 2026-03-08T06:59:59.5Z 90.33 90.4 100 500 90.36
    0 MSFT 2026-03-08T06:59:59.5Z 418.42 418.49 100 100 418.46
    0 NVDA 2026-11-01T06:30:00Z 131.04 131.05 500 200 131.05
    0 SPY 2026-11-01T06:30:00Z 612.67 612.71 100 1000 612.69
    0 TSLA 2030-07-04T03:12:45Z 2.31 2.32 300 3600 2.31
    0 AAPL 2030-07-04T03:12:45Z 237.73 237.75 300 300 237.74
    0 XL 2101-01-01T04:59:59.999999999Z 1.02 1.03 7100 9200 1.02
    0 AMZN 2101-01-01T04:59:59.999999999Z 213.29 213.33 100 100 213.31
    42 F 2000-01-01T05:00:00Z 8.84 8.85 5600 100 8.84
    42 GOOG 2000-01-01T05:00:00Z 158.4 158.42 100 200 158.41
    42 IBM 2026-01-22T14:30:00Z 214.34 214.4 100 300 214.37
    42 BRK.B 2026-01-22T14:30:00Z 82.74 82.77 1000 100 82.75
    42 MSFT 2026-01-22T15:01:02.345678901Z 451.83 451.87 100 100 451.85
    42 NVDA 2026-01-22T15:01:02.345678901Z 150.79 150.8 1700 2000 150.79
    42 SPY 2026-03-08T06:59:59.5Z 551.99 552.01 100 200 552
    42 TSLA 2026-03-08T06:59:59.5Z 2.8 2.81 100 100 2.8
    42 AAPL 2026-11-01T06:30:00Z 242.86 242.89 400 200 242.88
    42 XL 2026-11-01T06:30:00Z 1.17 1.18 5500 100 1.18
    42 AMZN 2030-07-04T03:12:45Z 167.26 167.29 100 100 167.27
    42 F 2030-07-04T03:12:45Z 15.06 15.07 200 1900 15.06
    42 GOOG 2101-01-01T04:59:59.999999999Z 226.08 226.12 100 100 226.1
    42 IBM 2101-01-01T04:59:59.999999999Z 275.78 275.87 100 100 275.83
    18446744073709551615 BRK.B 2000-01-01T05:00:00Z 52.44 52.47 500 100 52.46
    18446744073709551615 MSFT 2000-01-01T05:00:00Z 516.81 516.88 200 100 516.85
    18446744073709551615 NVDA 2026-01-22T14:30:00Z 90.31 90.32 200 400 90.32
    18446744073709551615 SPY 2026-01-22T14:30:00Z 598.06 598.09 300 800 598.08
    18446744073709551615 TSLA 2026-01-22T15:01:02.345678901Z 2.97 2.98 6800 2100 2.98
    18446744073709551615 AAPL 2026-01-22T15:01:02.345678901Z 281.46 281.48 800 100 281.47
    18446744073709551615 XL 2026-03-08T06:59:59.5Z 0.8263 0.827 3000 7300 0.8267
    18446744073709551615 AMZN 2026-03-08T06:59:59.5Z 298.17 298.22 100 100 298.19
    18446744073709551615 F 2026-11-01T06:30:00Z 9.62 9.63 1100 1700 9.63
    18446744073709551615 GOOG 2026-11-01T06:30:00Z 197.07 197.11 400 100 197.09
    18446744073709551615 IBM 2030-07-04T03:12:45Z 290.83 290.93 100 100 290.88
    18446744073709551615 BRK.B 2030-07-04T03:12:45Z 85.81 85.86 100 100 85.84
    18446744073709551615 MSFT 2101-01-01T04:59:59.999999999Z 471 471.06 300 300 471.03
    18446744073709551615 NVDA 2101-01-01T04:59:59.999999999Z 200.18 200.2 100 300 200.19
    """

/// Symbol, length and start of a bar of seed 42; its prices and volume.
private let bars = """
    AAPL 1d 2026-01-22T05:00:00Z 263.5 264.99 260.8 261.82 61198669
    XL 1d 2026-11-01T04:00:00Z 1.18 1.18 1.14 1.14 3386927
    SPY 1m 2026-01-22T14:30:00Z 575.59 575.75 575.43 575.75 163908
    F 1h 2026-03-08T06:00:00Z 8.86 8.89 8.86 8.88 436432
    """

private func expectTheFirstVersion() throws {
    for fields in quotes.split(separator: "\n").map({ $0.split(separator: " ") }) {
        let symbol = try symbol(String(fields[1]))
        let market = SyntheticMarket(seed: try #require(UInt64(fields[0])), symbols: [symbol])
        let quote = try #require(market.quote(of: symbol, at: try instant(String(fields[2]))))
        let found = "\(quote.bid) \(quote.ask) \(quote.bidSize) \(quote.askSize) \(quote.last)"
        #expect(found == fields[3...].joined(separator: " "), "\(fields)")
        #expect(market.identity.hasPrefix("v1 "))
    }
    for fields in bars.split(separator: "\n").map({ $0.split(separator: " ") }) {
        let symbol = try symbol(String(fields[0]))
        let market = SyntheticMarket(seed: 42, symbols: [symbol])
        let timeframe = try #require(Timeframe(rawValue: String(fields[1])))
        let start = try instant(String(fields[2]))
        // A day may have 25 hours.
        let end = start.advanced(bySeconds: Int64(timeframe.seconds) + 3_600)
        let bar = try #require(
            market.bars(of: symbol, timeframe: timeframe, in: start..<end).first)
        let found = "\(bar.open) \(bar.high) \(bar.low) \(bar.close) \(bar.volume)"
        #expect(found == fields[3...].joined(separator: " "), "\(fields)")
    }
}
