public import AlpacaWire

/// Alpaca's two streams: sockets in earnest, an exchange in this process in tests.
///
/// Both return when the connection ends, by whichever side, and throw where there was none. Nobody
/// relies on what they tell: they say when it is worth looking.
public protocol AlpacaStreams: Sendable {
    /// Hears of what happens to orders.
    ///
    /// - Parameter onOpen: called once the broker has let us in, and before the first update.
    func tradeUpdates(
        onOpen: @escaping @Sendable () async -> Void,
        hear: @escaping @Sendable (WireTradeUpdate) async -> Void
    ) async throws

    /// Hears quotes, trades and bars.
    ///
    /// - Parameters:
    ///   - topics: what is wanted; each element adds to what was wanted before.
    ///   - hear: hears prices, and nothing once the broker has let us in.
    func prices(
        topics: AsyncStream<WireDataTopics>,
        hear: @escaping @Sendable ([WireDataMessage]) async -> Void
    ) async throws
}

/// Why a stream did not come about.
public enum StreamFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The address is no address of a socket.
    case address(String)
    /// The keys are not taken.
    case unauthorized(String)
    /// The other side said that something is wrong.
    case told(String)

    /// What is wrong, in a sentence.
    public var description: String {
        switch self {
        case .address(let text): "\(text) is no address of a stream"
        case .unauthorized(let why): "the stream does not take the keys: \(why)"
        case .told(let why): "the stream says: \(why)"
        }
    }
}
