import Domain
import HTTPTypes

/// Whom the desk lets in, asked of each request before anything else, and of each WebSocket.
///
/// Any page in a browser of this machine can send requests to it. So a request must name us as its
/// host, since else a stranger's name could point here, and where it says that a page sent it, that
/// page must be ours.
struct Doors: Sendable {
    private let options: WebOptions
    /// What must be shown; nil where only this machine can come.
    let key: AccessKey?
    private let names: Set<String>

    /// - Throws: the first option that leaves a door open.
    init(_ options: WebOptions) throws(WebOptionFault) {
        try options.check()
        self.options = options
        key = options.accessToken.map(AccessKey.init)
        names = Set(options.names.map { $0.lowercased() } + [options.host.lowercased()])
    }

    /// Whether browsers come over TLS, so that cookies need it.
    var isSecure: Bool { options.isSecure }

    /// Why a request is not let in; nil where it is.
    func refusal(of head: HTTPRequest, at now: Timestamp) -> Problem? {
        guard let host = head.authority.flatMap({ Authority($0) }), isOurs(host.host) else {
            return Problem(.forbidden, "foreign_host", "the desk is not served under this name")
        }
        guard isSameSite(head, as: host) else {
            return Problem(
                .forbidden, "foreign_origin", "a page of another site may not use the desk")
        }
        guard let key, !head.isForAll, !key.opens(head, at: now) else { return nil }
        var problem = Problem(
            .unauthorized, "access_token_missing",
            "send the access token as Authorization: Bearer, or log in at /login")
        problem.headers = [.wwwAuthenticate: "Bearer realm=\"tandem\""]
        return problem
    }

    /// With a token to show, an address of any kind is no danger: the door has a lock.
    private func isOurs(_ host: String) -> Bool {
        if Authority.isLoopback(host) || names.contains(host) { return true }
        return key != nil && Authority.isAddress(host)
    }

    /// Programs send no Origin; browsers do with all that can change something.
    private func isSameSite(_ head: HTTPRequest, as host: Authority) -> Bool {
        let origins = head.headerFields[values: .origin]
        guard let origin = origins.first else { return true }
        guard origins.count == 1, let scheme = origin.firstRange(of: "://"),
            let page = Authority(origin[scheme.upperBound...]), page.host == host.host
        else { return false }
        switch origin[..<scheme.lowerBound] {
        case "https": return isSecure && (page.port ?? 443) == (host.port ?? 443)
        case "http": return !isSecure && (page.port ?? 80) == (host.port ?? 80)
        default: return false
        }
    }
}

extension HTTPRequest {
    /// Whether it is answered without a token: to log in, or to see whether the desk lives.
    fileprivate var isForAll: Bool {
        ["/login", "/healthz", "/readyz", "/assets"].contains { isBelow($0) }
    }

    /// Whether a page is asked for, so that a browser can be sent to log in.
    var isForPage: Bool {
        let programs = ["/api", "/metrics", "/openapi.yaml", "/ws"]
        return [.get, .head].contains(method) && !programs.contains { isBelow($0) }
    }

    private func isBelow(_ folder: String) -> Bool {
        let path = (path ?? "/").prefix { $0 != "?" }
        return path == folder || path.hasPrefix(folder + "/")
    }
}
