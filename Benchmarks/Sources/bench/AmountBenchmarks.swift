import Domain

/// What exact amounts cost, compared with binary fractions.
enum AmountBenchmarks {
    /// Reading a CSV file of bars is mostly this.
    static func priceParsing() -> Benchmark {
        let texts = (0..<20_000).map { "\(100 + $0 % 400).\(1_000 + $0 % 9_000)" }
        return Benchmark(
            name: "price-parse", subject: "Price(text)",
            work: {
                var sum: Int64 = 0
                for text in texts { sum &+= try Price(text).nanos }
                return Int(sum)
            },
            bound: .ratio(
                to: "Double(text)",
                {
                    var sum = 0.0
                    for text in texts { sum += Double(text) ?? 0 }
                    return Int(sum)
                }, allowed: 8))
    }
}
