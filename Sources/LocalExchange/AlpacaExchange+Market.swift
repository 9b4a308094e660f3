import AlpacaWire
import Domain

extension AlpacaExchange {
    /// Tells the clients of the market data socket what has happened.
    func tellMarket(_ events: [MarketEvent], _ state: inout State) {
        guard !state.data.isEmpty else { return }
        var messages: [WireDataMessage] = []
        for event in events {
            switch event {
            case .quote(let symbol, let quote):
                messages += Self.messages(quote, of: symbol)
            case .bar(let symbol, let bar):
                messages.append(.bar(.minute, symbol.description, WireBar(bar)))
                messages += Self.messages(
                    Quote(closing: bar, at: state.core.now), of: symbol)
            case .opened, .closed, .action: break
            }
        }
        let bringsBars = events.contains { if case .bar = $0 { true } else { false } }
        if !bringsBars { messages += minuteBars(&state) }
        messages += dayBars(after: messages, state)
        guard !messages.isEmpty else { return }
        for listener in state.data.values { listener.tell(messages) }
    }

    /// The day so far, of symbols that have a new bar, where anybody wants it.
    private func dayBars(
        after messages: [WireDataMessage], _ state: State
    ) -> [WireDataMessage] {
        messages.compactMap { message in
            guard case .bar(.minute, let name, _) = message, let symbol = Symbol(name),
                state.data.values.contains(where: { $0.topics.include("dailyBars", name) })
            else { return nil }
            return state.core.dayBar(of: symbol).map { .bar(.daily, name, WireBar($0)) }
        }
    }

    private static func messages(_ quote: Quote, of symbol: Symbol) -> [WireDataMessage] {
        [
            .quote(symbol.description, WireQuote(quote)),
            .trade(symbol.description, WireTrade(quote)),
        ]
    }

    /// The bars of a minute that is over, where the feed itself brings quotes only.
    private func minuteBars(_ state: inout State) -> [WireDataMessage] {
        let minute = state.core.now.seconds / 60
        guard minute != state.minute else { return [] }
        let isFirst = state.minute == 0
        state.minute = minute
        guard !isFirst else { return [] }
        return state.core.symbols.compactMap { symbol in
            state.core.lastBar(of: symbol).map {
                .bar(.minute, symbol.description, WireBar($0))
            }
        }
    }
}
