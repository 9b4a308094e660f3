import Domain

/// `sma_cross` as one loop in binary floating point, as somebody would write it for this one
/// strategy: sums, the cross, orders at the next open, cash, trades, equity.
struct BareCross {
    struct Trade {
        var entryBar, exitBar: Int32
        var entry, exit, shares, profit: Double
    }

    let open: [Double]
    let close: [Double]
    var fast: Int
    var slow: Int

    init(_ bars: [Bar], fast: Int, slow: Int) {
        open = bars.map { $0.open.approximate }
        close = bars.map { $0.close.approximate }
        (self.fast, self.slow) = (fast, slow)
    }

    /// - Returns: how many trades were closed.
    func run(cash start: Double, equity: inout [Double], trades: inout [Trade]) -> Int {
        trades.removeAll(keepingCapacity: true)
        var (cash, shares, paid) = (start, 0.0, 0.0)
        var (fastSum, slowSum) = (0.0, 0.0)
        var (pending, side, entryBar) = (0, 0, 0)
        for bar in close.indices {
            if pending > 0 {
                paid = open[bar]
                shares = (cash / paid).rounded(.down)
                cash -= shares * paid
                entryBar = bar
            } else if pending < 0 {
                cash += shares * open[bar]
                trades.append(
                    Trade(
                        entryBar: Int32(entryBar), exitBar: Int32(bar), entry: paid,
                        exit: open[bar], shares: shares, profit: shares * (open[bar] - paid)))
                shares = 0
            }
            pending = 0
            equity[bar] = cash + shares * close[bar]
            fastSum += close[bar]
            slowSum += close[bar]
            if bar >= fast { fastSum -= close[bar - fast] }
            if bar >= slow { slowSum -= close[bar - slow] }
            guard bar >= slow - 1 else { continue }
            let slowMean = slowSum / Double(slow)
            let distance = fastSum / Double(fast) - slowMean
            let now = abs(distance) <= 1e-9 * slowMean ? 0 : (distance > 0 ? 1 : -1)
            if bar >= slow, now != side {
                if now > 0, shares == 0 { pending = 1 }
                if now < 0, shares > 0 { pending = -1 }
            }
            side = now
        }
        return trades.count
    }
}
