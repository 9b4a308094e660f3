import Domain
import Glibc

/// The made-up bars on which backtesting programs are compared: the same to the byte as those of
/// the script that writes them as CSV (SplitMix64, S. Vigna; whole cents).
struct GeneratedBars {
    /// A year and more of minutes, a million of them.
    static let minutes = GeneratedBars(
        seed: 20_260_101, count: 1_000_000, price: 10_000, barsPerSession: 390,
        scale: (change: 63_000_000, gap: 3_000_000, wick: 131_072_000))

    /// What sweeps go over.
    static let sweep = GeneratedBars(
        seed: 20_260_303, count: 100_000, price: 10_000, barsPerSession: 390,
        scale: (change: 63_000_000, gap: 3_000_000, wick: 131_072_000))

    /// Ten years of days of one of many symbols.
    static func days(of number: Int) -> GeneratedBars {
        GeneratedBars(
            seed: UInt64(20_260_202 + 7_919 * number), count: 2_520,
            price: Int64(2_000 + 180 * number),
            barsPerSession: 1, scale: (change: 2_700_000, gap: 6_000_000, wick: 13_107_200))
    }

    let bars: [Bar]

    init(
        seed: UInt64, count: Int, price: Int64, barsPerSession: Int,
        scale: (change: Int64, gap: Int64, wick: Int64)
    ) {
        var (previous, sum): (Int64, Int64) = (price, 0)
        var closes: [Int64] = []
        closes.reserveCapacity(count)
        bars = (0..<count).map { index in
            let move = Self.chance(seed, 2 * index)
            let rest = Self.chance(seed, 2 * index + 1)
            let gap = Int64(rest & 0xffff)
            let jump =
                index % barsPerSession == 0 ? previous * (gap - 32_768) / scale.gap : gap % 5 - 2
            let open = max(500, previous + jump)
            let lanes = [0, 16, 32, 48].reduce(Int64(0)) { $0 + Int64(move >> UInt64($1) & 0xffff) }
            var close = max(500, open + open * (lanes - 131_070) / scale.change)
            let base = sum - (index >= 30 ? closes[index - 30] : 0)
            if (base + close) % 3 == 0 { close += rest >> 63 == 1 ? 1 : -1 }
            sum = base + close
            closes.append(close)
            previous = close
            let high = max(open, close) + open * Int64(rest >> 16 & 0xffff) / scale.wick
            let low = min(open, close) - open * Int64(rest >> 32 & 0xffff) / scale.wick
            return Self.bar(
                index, (open, high, max(1, low), close),
                volume: Int64(100 + (rest >> 48) % 20_000), isDaily: barsPerSession == 1)
        }
    }

    private static func chance(_ seed: UInt64, _ number: Int) -> UInt64 {
        var mixed = seed &+ UInt64(number + 1) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Prices in cents; times count on without nights and weekends, which no strategy here asks
    /// for.
    private static func bar(
        _ index: Int, _ cents: (open: Int64, high: Int64, low: Int64, close: Int64),
        volume: Int64, isDaily: Bool
    ) -> Bar {
        func price(_ cents: Int64) -> Price { Price(nanos: cents * 10_000_000) }
        let step: Int64 = isDaily ? 86_400 : 60
        return Bar(
            start: Timestamp(nanoseconds: (1_420_209_000 + Int64(index) * step) * 1_000_000_000),
            open: price(cents.open), high: price(cents.high), low: price(cents.low),
            close: price(cents.close), volume: Volume(thousandths: volume * 1_000))
    }
}

extension GeneratedBars {
    /// Writes them as CSV, which programs that are compared read.
    func write(to path: String) throws {
        guard let file = fopen(path, "w") else { throw FileFault(path: path) }
        defer { fclose(file) }
        fputs("timestamp,open,high,low,close,volume\n", file)
        for bar in bars {
            let prices = [bar.open, bar.high, bar.low, bar.close].map { $0.description }
            let cells = [bar.start.description] + prices + [bar.volume.description]
            fputs(cells.joined(separator: ",") + "\n", file)
        }
    }

    /// A file that cannot be written.
    struct FileFault: Error {
        let path: String
    }
}
