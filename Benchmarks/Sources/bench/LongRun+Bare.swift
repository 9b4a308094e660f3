import Domain

extension LongRun {
    /// The same sums without an engine: plain integers in one function. It checks what the engine
    /// checks: ranges, prices against what rests, cash against cost.
    func bare(into curve: inout [Money]) -> Outcome {
        var outcome = Outcome()
        var cash = Self.cash
        var (held, paid): (Int64, Int64) = (0, 0)
        // A bar with a low at or below the first, or a high at or above the second, fills.
        var (below, above) = (Int64.min, Int64.max)
        var (untilOrder, number) = (0, 0)
        for index in bars.indices {
            let bar = bars[index]
            let low = bar.low.nanos
            if low <= below || bar.high.nanos >= above {
                let open = bar.open.nanos
                let price = low <= below ? min(open, below) : max(open, above)
                let value = price * Self.shares
                let fee = Self.fee(of: value)
                if held > 0 {
                    cash += value - fee
                    outcome.realized += value - fee - paid
                    outcome.fills += 1
                    held = 0
                } else if value + fee <= cash {
                    paid = value + fee
                    cash -= paid
                    outcome.fills += 1
                    held = Self.shares
                }
                (below, above) = (.min, .max)
            }
            curve[index] = Money(nanos: cash + held * bar.close.nanos)
            guard untilOrder == 0 else {
                untilOrder -= 1
                continue
            }
            untilOrder = barsPerOrder - 1
            (below, above) = (choices[number].below, choices[number].above)
            number += 1
        }
        outcome.cash = cash
        return outcome
    }

    /// Rate times value, rounded half-even to a nanodollar.
    private static func fee(of value: Int64) -> Int64 {
        let one: Int128 = 1_000_000_000
        let (quotient, rest) = (Int128(value) * Int128(commission))
            .quotientAndRemainder(dividingBy: one)
        let isUp = rest * 2 > one || (rest * 2 == one && quotient % 2 == 1)
        return Int64(isUp ? quotient + 1 : quotient)
    }
}
