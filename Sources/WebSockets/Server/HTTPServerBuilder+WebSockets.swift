public import HummingbirdCore
import HummingbirdTLS
import NIOSSL

extension HTTPServerBuilder {
    /// An HTTP/1.1 server whose first request on a connection may upgrade to a WebSocket.
    ///
    /// A refused upgrade is answered by its ordinary route, as 401 or 426, behind which the
    /// connection is closed. A proxy in front must not keep connections for WebSockets alive, since
    /// only a first request upgrades. `accept` runs before all middleware: call what checks the
    /// session from both.
    ///
    /// - Parameters:
    ///   - count: tells how many connections there are.
    ///   - accept: gives the handler of the connection, or nil for an ordinary request.
    public static func webSockets(
        limits: WebSocketServerLimits = WebSocketServerLimits(), count: ConnectionCount? = nil,
        accept: @escaping WebSocketAccept
    ) -> HTTPServerBuilder {
        let register = ConnectionRegister(
            connectionsMax: OpenFiles.connectionsMax(wanted: limits.connectionsMax), count: count)
        return HTTPServerBuilder { responder in
            WebSocketServerChannel(
                responder: responder, accept: accept, limits: limits, register: register)
        }
    }

    /// The same server, behind TLS 1.2 or 1.3 where there are files.
    ///
    /// - Throws: `TLSFileFault` when a file cannot be read, or the key is not the certificate's.
    public static func webSockets(
        tls files: TLSFiles?, limits: WebSocketServerLimits = WebSocketServerLimits(),
        count: ConnectionCount? = nil, accept: @escaping WebSocketAccept
    ) throws(TLSFileFault) -> HTTPServerBuilder {
        guard let files else {
            return .webSockets(limits: limits, count: count, accept: accept)
        }
        let configuration = try files.configuration()
        do {
            return try .tls(
                .webSockets(limits: limits, count: count, accept: accept),
                tlsConfiguration: configuration)
        } catch {
            throw TLSFileFault(reason: "the files of TLS cannot be used: \(error)")
        }
    }
}

/// The two files of a server's identity, in PEM.
public struct TLSFiles: Hashable, Sendable {
    /// The certificate, then those that lead to a root.
    public let certificates: String
    /// The certificate's private key.
    public let key: String

    /// The files at these paths.
    public init(certificates: String, key: String) {
        self.certificates = certificates
        self.key = key
    }

    /// A server's identity, each file looked at by itself so that a fault can name it.
    fileprivate func configuration() throws(TLSFileFault) -> TLSConfiguration {
        guard let chain = try? NIOSSLCertificate.fromPEMFile(certificates), !chain.isEmpty else {
            throw TLSFileFault(
                reason: "TLS certificate '\(certificates)' cannot be read; a PEM file is needed")
        }
        guard let identity = try? NIOSSLPrivateKey(file: key, format: .pem) else {
            throw TLSFileFault(
                reason: "TLS key '\(key)' cannot be read; a PEM file without a passphrase "
                    + "is needed")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(identity))
        configuration.minimumTLSVersion = .tlsv12
        guard (try? NIOSSLContext(configuration: configuration)) != nil else {
            throw TLSFileFault(
                reason: "TLS key '\(key)' is not that of the certificate '\(certificates)'")
        }
        return configuration
    }
}

/// The files give no identity to serve with: a setting is to be mended.
public struct TLSFileFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which file is at fault, and what is needed.
    public let reason: String

    /// The reason alone.
    public var description: String { reason }
}
