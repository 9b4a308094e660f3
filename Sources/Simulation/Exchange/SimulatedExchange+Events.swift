public import Domain

extension SimulatedExchange {
    /// Takes the next market event.
    public mutating func handle(_ event: MarketEvent) -> [OrderReport] {
        var reports: [EngineReport] = []
        switch event {
        case .opened(let time): engine.open(at: time, into: &reports)
        case .closed(let time): engine.close(at: time, into: &reports)
        case .bar(let symbol, let bar):
            engine.handle(bar, of: instrument(symbol), into: &reports)
            return named(reports, source: .bar(bar))
        case .quote(let symbol, let quote):
            engine.handle(quote, of: instrument(symbol), into: &reports)
            return named(reports, source: .quote(quote))
        case .action(let symbol, let action, let time):
            engine.adjust(instrument(symbol), action, at: time, into: &reports)
        }
        return named(reports)
    }

    /// Takes in an event that was already booked, to resume after it: prices and session only.
    public mutating func recall(_ event: MarketEvent) {
        switch event {
        case .opened: engine.recallOpen()
        case .closed: engine.recallClose()
        case .bar(let symbol, let bar): engine.recall(last: bar.close, of: instrument(symbol))
        case .quote(let symbol, let quote):
            engine.recall(last: quote.last, of: instrument(symbol))
        case .action(let symbol, let action, _): engine.recall(action, of: instrument(symbol))
        }
    }
}
