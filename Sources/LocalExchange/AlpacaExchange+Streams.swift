public import AlpacaWire
import Domain
import Synchronization

extension AlpacaExchange {
    /// Opens a trading stream.
    ///
    /// - Parameter deliver: takes each message; nil ends the connection. It is called under the
    ///   exchange's lock, so it must only put the message somewhere.
    /// - Returns: the connection's number.
    public func openTrading(
        deliver: @escaping @Sendable (WireTradingMessage?) -> Void
    ) -> Int {
        state.withLock { state in
            state.listenersMade += 1
            state.trading[state.listenersMade] = TradingListener(deliver: deliver)
            return state.listenersMade
        }
    }

    /// Takes what a client says on its trading stream.
    public func take(_ command: WireTradingCommand, on connection: Int) {
        state.withLock { $0.trading[connection]?.take(command, $0.door) }
    }

    /// Opens a market data stream; as above.
    ///
    /// - Parameter isIncluded: whether the feed is one that the account may have.
    public func openData(
        isIncluded: Bool = true, deliver: @escaping @Sendable ([WireDataMessage]?) -> Void
    ) -> Int {
        state.withLock { state in
            state.listenersMade += 1
            state.data[state.listenersMade] = DataListener(
                isIncluded: isIncluded, deliver: deliver)
            return state.listenersMade
        }
    }

    /// Takes what a client says on its market data stream; nil is what could not be read.
    public func take(_ command: WireDataCommand?, on connection: Int) {
        state.withLock { state in
            let others = state.data.count { $0.key != connection && $0.value.isAuthenticated }
            state.data[connection]?.take(command, state.door, others: others)
        }
    }

    /// Ends a market data stream whose client has not said who it is; whoever serves it calls this
    /// after a few seconds.
    public func endUnlessKnown(_ connection: Int) {
        state.withLock { $0.data[connection]?.endUnlessKnown() }
    }

    /// Forgets a connection of either kind.
    public func close(_ connection: Int) {
        state.withLock { state in
            state.trading[connection] = nil
            state.data[connection] = nil
        }
    }

    /// The account's number, which follows from the key.
    public var accountNumber: String {
        state.withLock { $0.core.settings.accountNumber }
    }
}
