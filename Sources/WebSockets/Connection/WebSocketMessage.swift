/// One whole message, put together from its fragments.
public enum WebSocketMessage: Hashable, Sendable {
    /// Text, which was valid UTF-8.
    case text(String)
    /// Bytes.
    case binary([UInt8])

    /// How many bytes it has on the wire, without its frame.
    var byteCount: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .binary(let bytes): bytes.count
        }
    }
}
