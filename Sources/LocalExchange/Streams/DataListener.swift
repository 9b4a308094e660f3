import AlpacaWire
import Domain

/// One client of the market data socket.
struct DataListener: Sendable {
    /// Takes the messages of one frame; nil ends the connection. It must not call back into the
    /// exchange.
    let deliver: @Sendable ([WireDataMessage]?) -> Void
    private(set) var isAuthenticated = false
    private(set) var topics = WireDataTopics()
    /// Whether the account may have the feed.
    private let isIncluded: Bool

    init(isIncluded: Bool, deliver: @escaping @Sendable ([WireDataMessage]?) -> Void) {
        self.isIncluded = isIncluded
        self.deliver = deliver
        deliver([.success("connected")])
    }

    /// Takes a command; nil is one that could not be read.
    ///
    /// - Parameter others: how many other clients have said who they are.
    mutating func take(_ command: WireDataCommand?, _ door: ExchangeDoor, others: Int) {
        switch command {
        case .authenticate(let key, let secret):
            guard !isAuthenticated else { return fail(403, "already authenticated") }
            guard door.isKnown(key, secret) else { return fail(402, "auth failed") }
            guard isIncluded else { return end(409, "insufficient subscription") }
            if let most = door.settings.dataConnectionsMax, others >= most {
                return end(406, "connection limit exceeded")
            }
            isAuthenticated = true
            deliver([.success("authenticated")])
        case .subscribe(let more):
            guard isAuthenticated else { return fail(401, "not authenticated") }
            var wanted = topics
            wanted.add(more)
            if let most = door.settings.dataSymbolsMax, wanted.symbolCount > most {
                return fail(405, "symbol limit exceeded")
            }
            topics = wanted
            deliver([.subscription(topics)])
        case .foreign:
            guard isAuthenticated else { return fail(401, "not authenticated") }
            fail(410, "invalid subscribe action for this feed")
        case .unsubscribe(let fewer):
            guard isAuthenticated else { return fail(401, "not authenticated") }
            topics.remove(fewer)
            deliver([.subscription(topics)])
        case .unknown, nil: fail(400, "invalid syntax")
        }
    }

    /// Ends the connection of one that has not said who it is.
    func endUnlessKnown() {
        if !isAuthenticated { end(404, "auth timeout") }
    }

    private func end(_ code: Int64, _ message: String) {
        fail(code, message)
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

extension WireDataTopics {
    /// How many trades and quotes are wanted, each by symbol: what Alpaca's free plan counts.
    fileprivate var symbolCount: Int {
        ["trades", "quotes"].reduce(0) { $0 + (symbols[$1]?.count ?? 0) }
    }
}
