import AlpacaWire
import Domain

/// One client of the market data socket.
struct DataListener: Sendable {
    /// Takes the messages of one frame; nil ends the connection. It must not call back into the
    /// exchange.
    let deliver: @Sendable ([WireDataMessage]?) -> Void
    private var isAuthenticated = false
    private(set) var topics = WireDataTopics()

    init(deliver: @escaping @Sendable ([WireDataMessage]?) -> Void) {
        self.deliver = deliver
        deliver([.success("connected")])
    }

    /// Takes a command; nil is one that could not be read.
    mutating func take(_ command: WireDataCommand?, _ door: ExchangeDoor) {
        switch command {
        case .authenticate(let key, let secret):
            guard !isAuthenticated else { return fail(403, "already authenticated") }
            isAuthenticated = door.isKnown(key, secret)
            if isAuthenticated {
                deliver([.success("authenticated")])
            } else {
                fail(402, "auth failed")
            }
        case .subscribe(let more):
            guard isAuthenticated else { return fail(401, "not authenticated") }
            topics.add(more)
            deliver([.subscription(topics)])
        case .unsubscribe(let fewer):
            guard isAuthenticated else { return fail(401, "not authenticated") }
            topics.remove(fewer)
            deliver([.subscription(topics)])
        case .unknown, nil: fail(400, "invalid syntax")
        }
    }

    /// Ends the connection of one that has not said who it is.
    func endUnlessKnown() {
        guard !isAuthenticated else { return }
        fail(404, "auth timeout")
        deliver(nil)
    }

    private func fail(_ code: Int64, _ message: String) {
        deliver([.error(code: code, message: message)])
    }

    /// Tells what has happened in the market, as far as it is wanted.
    func tell(_ messages: [WireDataMessage]) {
        let wanted = messages.filter { message in
            switch message {
            case .trade(let symbol, _): topics.include("trades", symbol)
            case .quote(let symbol, _): topics.include("quotes", symbol)
            case .bar(.minute, let symbol, _): topics.include("bars", symbol)
            case .bar(.daily, let symbol, _): topics.include("dailyBars", symbol)
            case .bar(.updated, let symbol, _): topics.include("updatedBars", symbol)
            default: false
            }
        }
        if !wanted.isEmpty { deliver(wanted) }
    }
}
