import Domain

/// What a golden's strategy asks for at the close of a bar.
enum Decision {
    case enter(OrderSide, type: OrderType, protection: Protection, risk: Double?)
    case exit
    case moveStop(Price)
}

/// What it holds at that close.
struct Holding {
    var side: PositionSide
    var entryBar: Int
    var stop: Price?
}

/// The strategies of goldens/BACKTEST_RULES.md as functions of the series.
struct ReferenceStrategy {
    /// The decisions at the close of bar `i`, given what is held.
    let decide: (_ bar: Int, _ holding: Holding?) throws -> [Decision]

    init(_ config: GoldenConfig.Strategy, signals: ReferenceSignals) throws {
        switch config.kind {
        case "sma_cross": decide = try Self.averageCross(config, signals)
        case "sma_bracket": decide = try Self.bracket(config, signals)
        case "rsi_reversion": decide = try Self.reversion(config, signals)
        case "donchian_atr": decide = try Self.breakout(config, signals)
        case "limit_dip": decide = try Self.dip(config, signals)
        default: throw GoldensFault("strategy \(config.kind) is not known")
        }
    }

    typealias Decide = (Int, Holding?) throws -> [Decision]

    private static func market(
        _ side: OrderSide, protection: Protection = .none, risk: Double? = nil
    ) -> Decision {
        .enter(side, type: .market, protection: protection, risk: risk)
    }

    private static func averageCross(
        _ config: GoldenConfig.Strategy, _ signals: ReferenceSignals
    ) throws -> Decide {
        let crosses = try crosses(config, signals)
        let isBothWays = config.mode == "long_short"
        return { bar, holding in
            guard let cross = crosses(bar) else { return [] }
            let side: PositionSide = cross == .buy ? .long : .short
            guard holding?.side != side else { return [] }
            let exit: [Decision] = holding == nil ? [] : [.exit]
            return cross == .buy || isBothWays ? exit + [market(cross)] : exit
        }
    }

    private static func bracket(
        _ config: GoldenConfig.Strategy, _ signals: ReferenceSignals
    ) throws -> Decide {
        let crosses = try crosses(config, signals)
        let (loss, gain) = (try need(config.sl, "sl"), try need(config.tp, "tp"))
        return { bar, holding in
            guard holding == nil, crosses(bar) == .buy else { return [] }
            let close = signals.close[bar]
            let protection = Protection(
                stopLoss: try price(close * (1 - loss)), takeProfit: try price(close * (1 + gain)))
            return [market(.buy, protection: protection)]
        }
    }

    private static func reversion(
        _ config: GoldenConfig.Strategy, _ signals: ReferenceSignals
    ) throws -> Decide {
        let strength = signals.strength(try need(config.n, "n"))
        let (low, high) = (try need(config.lo, "lo"), try need(config.hi, "hi"))
        return { bar, holding in
            guard bar > 0, let before = strength[bar - 1], let now = strength[bar] else {
                return []
            }
            if holding == nil { return before >= low && now < low ? [market(.buy)] : [] }
            return before <= high && now > high ? [.exit] : []
        }
    }

    private static func breakout(
        _ config: GoldenConfig.Strategy, _ signals: ReferenceSignals
    ) throws -> Decide {
        let (up, down) = (try need(config.up, "up"), try need(config.dn, "dn"))
        let range = signals.trueRange(try need(config.atr, "atr"))
        let (high, low) = (signals.highest(up), signals.lowest(down))
        let (factor, trail) = (try need(config.k, "k"), config.trail ?? 0)
        let first = max(up, down, try need(config.atr, "atr")) + 1
        return { bar, holding in
            guard bar >= first, let high = high[bar], let low = low[bar], let range = range[bar]
            else { return [] }
            let close = signals.close[bar]
            guard let holding else {
                guard close > high else { return [] }
                let stop = Protection(stopLoss: try price(close - factor * range))
                return [market(.buy, protection: stop, risk: factor * range)]
            }
            if close < low { return [.exit] }
            guard trail > 0 else { return [] }
            let trailed = try price(close - trail * range)
            return trailed > holding.stop ?? .zero ? [.moveStop(trailed)] : []
        }
    }

    private static func dip(
        _ config: GoldenConfig.Strategy, _ signals: ReferenceSignals
    ) throws -> Decide {
        let (off, hold) = (try need(config.off, "off"), try need(config.hold, "hold"))
        return { bar, holding in
            guard bar >= 1 else { return [] }
            if let holding { return bar - holding.entryBar >= hold ? [.exit] : [] }
            let limit = try price(signals.close[bar] * (1 - off))
            return [.enter(.buy, type: .limit(limit), protection: .none, risk: nil)]
        }
    }

    /// Which way the averages cross at the close of a bar, if they do.
    private static func crosses(
        _ config: GoldenConfig.Strategy, _ signals: ReferenceSignals
    ) throws -> (Int) -> OrderSide? {
        let order = signals.order(
            fast: try need(config.fast, "fast"), slow: try need(config.slow, "slow"))
        return { bar in
            guard bar > 0, let before = order[bar - 1], let now = order[bar] else { return nil }
            if before <= 0, now > 0 { return .buy }
            return before >= 0 && now < 0 ? .sell : nil
        }
    }

    private static func price(_ value: Double) throws -> Price {
        guard let price = Price(computed: value) else { throw GoldensFault("price \(value)") }
        return price
    }

    private static func need<Value>(_ value: Value?, _ name: String) throws -> Value {
        guard let value else { throw GoldensFault("config lacks \(name)") }
        return value
    }
}
