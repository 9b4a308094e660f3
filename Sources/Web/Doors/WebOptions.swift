public import WebSockets

/// Where the server listens, and whom it lets in.
public struct WebOptions: Sendable {
    /// The address to listen on.
    public var host = "127.0.0.1"
    /// The port; 0 picks one.
    public var port = 8080
    /// Bounds on connections and messages.
    public var limits = WebSocketServerLimits()
    /// What people and programs must show. Needed where other machines can reach the desk.
    public var accessToken: String?
    /// A PEM file with the certificate and those that lead to a root; with `tlsKey`.
    public var tlsCertificate: String?
    /// A PEM file with the certificate's private key.
    public var tlsKey: String?
    /// Whether a proxy in front ends TLS and passes Host on.
    public var behindProxy = false
    /// Names by which browsers reach it, beside the address and those of this machine.
    public var names: [String] = []
    /// The folder of the files for browsers that `script/bootstrap` fetches; nil where it is not
    /// known.
    public var fetchedAssets: String?

    /// The usual: this machine only, port 8080, a thousand pages and programs, and room for those
    /// that only wait.
    public init() { limits.connectionsMax = 4_096 }
}

/// A setting of the server that cannot be, and what is allowed.
public struct WebOptionFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The setting: `access_token`, `tls`, `name`.
    public let setting: String
    /// What is wrong with it.
    public let message: String

    /// Both in one line.
    public var description: String { "\(setting): \(message)" }
}

extension WebOptions {
    /// How long an access token may be.
    static let tokenLengths = 16...256

    /// Whether only this machine can reach the desk.
    var isForThisMachine: Bool { Authority.isLoopback(host) && !behindProxy }

    /// Whether browsers come over TLS.
    var isSecure: Bool { tlsCertificate != nil || behindProxy }

    /// What the server identifies itself with; nil without TLS.
    var tlsFiles: TLSFiles? {
        guard let tlsCertificate, let tlsKey else { return nil }
        return TLSFiles(certificates: tlsCertificate, key: tlsKey)
    }

    /// Finds out whether the doors can be closed; a server asks this as well.
    ///
    /// - Throws: the first setting that leaves a door open.
    public func check() throws(WebOptionFault) {
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw WebOptionFault(
                setting: "tls", message: "needs both the certificate's file and the key's")
        }
        if let accessToken { try Self.check(accessToken) }
        for name in names where Authority(name)?.port != nil || Authority(name) == nil {
            throw WebOptionFault(
                setting: "name", message: "'\(name)' is no host name, such as desk.example.com")
        }
        guard !isForThisMachine else { return }
        let reach = behindProxy ? "a proxy" : "other machines"
        guard accessToken != nil else {
            throw WebOptionFault(
                setting: "access_token", message: "is needed where \(reach) can reach the desk")
        }
        guard isSecure else {
            throw WebOptionFault(
                setting: "tls", message: "or a proxy that ends it is needed for \(host)")
        }
    }

    /// It is never repeated in a fault: it is a secret.
    private static func check(_ token: String) throws(WebOptionFault) {
        let isPlain = token.utf8.allSatisfy { (33...126).contains($0) }
        guard isPlain, tokenLengths.contains(token.utf8.count) else {
            throw WebOptionFault(
                setting: "access_token",
                message: "needs \(tokenLengths.lowerBound) to \(tokenLengths.upperBound) "
                    + "characters of ASCII without blanks")
        }
    }
}
