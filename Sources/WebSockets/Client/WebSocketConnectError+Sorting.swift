import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

extension WebSocketConnectError {
    /// Sorts what went wrong before there was a connection.
    init(connecting error: any Error) {
        switch error {
        case let error as WebSocketConnectError: self = error
        case ChannelError.connectTimeout: self = .timedOut
        case let error as NIOConnectionError where error.isTimeout: self = .timedOut
        default: self = .unreachable(reason: "\(error)")
        }
    }

    /// Sorts what went wrong between the connection and the 101.
    init(handshake error: any Error) {
        switch error {
        case let error as NIOSSLExtraError: self = .untrusted(reason: "\(error)")
        case NIOSSLError.handshakeFailed(let cause):
            let reason = "\(cause)"
            self =
                reason.contains("CERTIFICATE_VERIFY_FAILED")
                ? .untrusted(reason: reason) : .misunderstood(reason: reason)
        case let error as HTTPParserError: self = .misunderstood(reason: "\(error)")
        default: self = .unreachable(reason: "\(error)")
        }
    }
}

extension NIOConnectionError {
    /// Whether no address answered in time.
    fileprivate var isTimeout: Bool {
        dnsAError == nil && dnsAAAAError == nil && !connectionErrors.isEmpty
            && connectionErrors.allSatisfy {
                if case ChannelError.connectTimeout = $0.error { true } else { false }
            }
    }
}
