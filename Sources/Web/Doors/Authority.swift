/// A host and perhaps a port, as Host and Origin name them.
struct Authority: Hashable {
    /// In small letters; an IPv6 address without its brackets.
    let host: String
    /// Nil for the scheme's own.
    let port: Int?

    /// Reads `localhost:8080`, `[::1]`, `desk.example.com`; nil for what is none.
    init?(_ text: some StringProtocol) {
        let (host, rest): (Substring, Substring)
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return nil }
            host = Substring(text[text.index(after: text.startIndex)..<end])
            rest = Substring(text[text.index(after: end)...])
            guard host.utf8.allSatisfy({ Self.isOfIPv6($0) }) else { return nil }
        } else {
            let colon = text.firstIndex(of: ":") ?? text.endIndex
            (host, rest) = (Substring(text[..<colon]), Substring(text[colon...]))
            guard host.utf8.allSatisfy({ Self.isOfName($0) }) else { return nil }
        }
        guard (1...253).contains(host.utf8.count) else { return nil }
        if rest.isEmpty {
            port = nil
        } else {
            guard rest.first == ":", let number = UInt16(rest.dropFirst()), number > 0,
                rest.dropFirst().first != "+"
            else { return nil }
            port = Int(number)
        }
        self.host = host.lowercased()
    }

    /// Whether a host is this machine, whatever the network says.
    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || isIPv4(host) && host.hasPrefix("127.")
    }

    /// Whether a host is an address, which no name server of a stranger can point elsewhere.
    static func isAddress(_ host: String) -> Bool { host.contains(":") || isIPv4(host) }

    private static func isIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil && $0.first != "+" }
    }

    private static func isOfIPv6(_ byte: UInt8) -> Bool {
        (48...58).contains(byte) || (97...102).contains(byte | 32) || byte == 46
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte | 32) || byte == 45 || byte == 46
            || byte == 95
    }
}
