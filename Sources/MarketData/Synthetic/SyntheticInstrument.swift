import Domain

/// One symbol of the synthetic market: its profile and its own chance.
struct SyntheticInstrument: Sendable {
    let symbol: Symbol
    private let profile: SyntheticProfile
    private let noise: PriceNoise
    /// Names the series of numbers that spreads and sizes are drawn from.
    private let quoteKey: UInt64
    /// Names the series of numbers that volumes are drawn from.
    private let volumeKey: UInt64

    /// What an amplitude of 1 makes of a year's volatility, measured over many keys.
    private static let volatilityOfNoise = 1.07

    init(_ symbol: Symbol, seed: UInt64) {
        let key = HashedChance.number(HashedChance.key(of: symbol.description), at: seed)
        self.symbol = symbol
        profile = .of(symbol)
        noise = PriceNoise(
            key: HashedChance.number(key, at: 0),
            amplitude: profile.volatility / Self.volatilityOfNoise)
        quoteKey = HashedChance.number(key, at: 1)
        volumeKey = HashedChance.number(key, at: 2)
    }

    /// The quote of an instant.
    func quote(at time: Timestamp) -> Quote {
        let place = TradingDay(of: time).place(of: time)
        let fair = fair(of: noise.value(at: place.position))
        let steps = PriceSteps(around: fair)
        // What is drawn holds for a second.
        let draw = UInt64(time.seconds) &* 3
        let spread = spread(steps.count(fair), place, draw: draw)
        let bid = (steps.count(fair) - (spread - 1) / 2).rounded(.down)
        return Quote(
            time: time, bid: steps.price(bid), ask: steps.price(bid + spread),
            bidSize: size(place, draw: draw &+ 1), askSize: size(place, draw: draw &+ 2),
            last: steps.nearest(to: fair))
    }

    /// The bar of the last prices at every quarter of a minute, start and end included.
    ///
    /// - Precondition: it lasts whole minutes.
    func bar(
        from start: Timestamp, to end: Timestamp, along trail: inout SyntheticTrail
    ) -> Bar {
        var place = trail.place(of: start)
        let open = last(at: place, along: &trail)
        var bar = Bar(
            start: start, open: open, high: open, low: open, close: open, volume: .zero)
        var shares: Int64 = 0
        var minute = start
        while minute < end {
            let minuteStart = place
            for quarter in 1...Int64(4) {
                place = trail.place(of: minute.advanced(bySeconds: 15 * quarter))
                bar.close = last(at: place, along: &trail)
                bar.high = max(bar.high, bar.close)
                bar.low = min(bar.low, bar.close)
            }
            shares += sharesTraded(from: minuteStart, to: place)
            minute = minute.advanced(bySeconds: 60)
        }
        bar.volume = Volume(thousandths: 1_000 * shares)
        return bar
    }

    private func last(
        at place: TradingDay.Place, along trail: inout SyntheticTrail
    ) -> Price {
        let fair = fair(of: noise.value(at: place.position, along: &trail.noise))
        return PriceSteps(around: fair).nearest(to: fair)
    }

    /// The shares traded in a minute.
    private func sharesTraded(
        from place: TradingDay.Place, to end: TradingDay.Place
    ) -> Int64 {
        let share = Double(end.position - place.position) / Double(TradingDay.parts)
        let day = place.position / TradingDay.parts
        let dayFactor = 0.6 + 0.8 * HashedChance.fraction(volumeKey, at: day)
        let factor = 0.4 + 1.2 * HashedChance.fraction(~volumeKey, at: place.position)
        return Int64(1_000 * profile.thousandsTraded * share * dayFactor * factor)
    }

    /// What a share is worth, in dollars: never below a fifth of its level, never above five times.
    private func fair(of value: Double) -> Double { profile.level * Self.growth(value) }

    /// The exponential function, by multiplication alone: the last bit of the system's own differs
    /// from machine to machine.
    private static func growth(_ exponent: Double) -> Double {
        var result = 1 + exponent / 1_024
        for _ in 0..<10 { result *= result }
        return result
    }

    /// How many steps the ask is above the bid: more where the market is quiet, and never none.
    private func spread(_ fair: Double, _ place: TradingDay.Place, draw: UInt64) -> Double {
        let quietness = 1 / (1 + 4 * place.speed)
        let chance = 0.75 + 0.5 * HashedChance.fraction(quoteKey, at: draw)
        let points = profile.spreadBasisPoints * (1 + quietness) * chance
        return max(1, (fair * points / 10_000).rounded(.down))
    }

    /// Displayed shares: many small sizes, few large ones, less where the market is quiet.
    private func size(_ place: TradingDay.Place, draw: UInt64) -> Quantity {
        let chance = HashedChance.fraction(quoteKey, at: draw)
        let depth = place.speed / (place.speed + 0.3)
        let lots = max(1, Int64(profile.lots * depth * 3 * chance * chance))
        return Quantity(billionths: lots * 100 * Quantity.oneShare)
    }
}

/// What following one instrument through time found out already; it changes no result.
struct SyntheticTrail {
    private var day: TradingDay
    fileprivate var noise = PriceNoise.Trail()

    init(from start: Timestamp) { day = TradingDay(of: start) }

    fileprivate mutating func place(of time: Timestamp) -> TradingDay.Place {
        if !day.contains(time) { day = TradingDay(of: time) }
        return day.place(of: time)
    }
}
