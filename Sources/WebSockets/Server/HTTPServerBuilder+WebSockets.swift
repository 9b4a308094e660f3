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
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(files.certificates)
            let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            _ = try NIOSSLContext(configuration: configuration)
            return try .tls(
                .webSockets(limits: limits, count: count, accept: accept),
                tlsConfiguration: configuration)
        } catch {
            throw TLSFileFault(reason: "\(error)")
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
}

/// The files give no identity to serve with: a setting is to be mended.
public struct TLSFileFault: Error, Hashable, Sendable {
    /// What NIOSSL says.
    public let reason: String
}
