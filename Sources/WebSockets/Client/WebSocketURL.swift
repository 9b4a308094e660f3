import FoundationEssentials

/// Where a WebSocket server is: `ws` or `wss`, host, port, and path with query.
public struct WebSocketURL: Hashable, Sendable, CustomStringConvertible {
    /// Whether TLS is used.
    public let isSecure: Bool
    /// A name or an address; an IPv6 address without its brackets.
    public let host: String
    /// From 1 to 65535.
    public let port: Int
    /// The path, and the query if there is one; percent-encoded.
    public let path: String

    /// Reads a URL such as `wss://stream.example.com/v2/iex?feed=all`.
    ///
    /// No URL with a user, a password or a fragment is taken: secrets go into headers.
    public init?(_ text: String) {
        guard let parts = URLComponents(string: text), let host = parts.host,
            parts.user == nil, parts.password == nil, parts.fragment == nil
        else { return nil }
        let query = parts.percentEncodedQuery.map { "?\($0)" } ?? ""
        let path = parts.percentEncodedPath + query
        switch parts.scheme?.lowercased() {
        case "ws": self.init(host: host, port: parts.port ?? 80, path: path)
        case "wss": self.init(host: host, port: parts.port ?? 443, path: path, isSecure: true)
        default: return nil
        }
    }

    /// The parts of a URL; nil where they cannot be ones.
    public init?(host: String, port: Int, path: String = "/", isSecure: Bool = false) {
        let bare =
            host.hasPrefix("[") && host.hasSuffix("]") ? host.dropFirst().dropLast() : host[...]
        guard Self.isPlain(bare), (1...65_535).contains(port) else { return nil }
        guard path.isEmpty || path.hasPrefix("/") || path.hasPrefix("?") else { return nil }
        self.host = String(bare)
        self.port = port
        self.path = path.hasPrefix("/") ? path : "/" + path
        self.isSecure = isSecure
        guard Self.isPlain(self.path[...]) else { return nil }
    }

    /// The whole URL.
    public var description: String { "\(isSecure ? "wss" : "ws")://\(authority)\(path)" }

    /// What the Host header says: the port only where it is not the usual one.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// Visible ASCII alone: nothing that could end a line of the request.
    private static func isPlain(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (33...126).contains($0) }
    }
}
