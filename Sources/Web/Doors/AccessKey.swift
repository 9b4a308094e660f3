import Domain
import HTTPTypes
import Storage

/// The access token, and what browsers hold in its place: a cookie that only its owner can make,
/// and that scripts cannot read.
///
/// The cookie names the end of its time and a digest of that and the token, so it survives a
/// restart, and a new token ends them all.
struct AccessKey: Sendable {
    static let cookieName = "tandem_access"
    static let cookieSeconds: Int64 = 30 * 86_400

    private let token: String

    init(_ token: String) { self.token = token }

    /// Whether a request shows the token or a cookie made from it.
    func opens(_ head: HTTPRequest, at now: Timestamp) -> Bool {
        if let shown = head.headerFields[.authorization] {
            guard shown.prefix(7).lowercased() == "bearer " else { return false }
            return matches(String(shown.dropFirst(7)))
        }
        return head.cookie(Self.cookieName).map { isGenuine($0, at: now) } ?? false
    }

    /// Whether a text is the token. Digests are compared, so that time tells nothing of it, not
    /// even its length.
    func matches(_ text: String) -> Bool {
        digest(of: text).isSameTime(as: digest(of: token))
    }

    /// The header that lets a browser in from now on.
    func setCookie(at now: Timestamp, isSecure: Bool) -> String {
        let end = "\(now.nanoseconds / 1_000_000_000 + Self.cookieSeconds)"
        let secure = isSecure ? "; Secure" : ""
        return "\(Self.cookieName)=\(end).\(digest(of: end)); Path=/; HttpOnly; SameSite=Strict; "
            + "Max-Age=\(Self.cookieSeconds)\(secure)"
    }

    private func isGenuine(_ cookie: String, at now: Timestamp) -> Bool {
        let parts = cookie.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let end = Int64(parts[0]),
            String(parts[1]).isSameTime(as: digest(of: String(parts[0])))
        else { return false }
        return now.nanoseconds / 1_000_000_000 < end
    }

    /// A digest under the token, twice, so that none can be made from another.
    private func digest(of text: String) -> String {
        [text, ""].reduce("") { inner, text in
            var digest = DataDigest()
            digest.add(token)
            digest.add(inner)
            digest.add(text)
            return digest.text
        }
    }
}

extension HTTPRequest {
    /// A cookie that a browser sends.
    func cookie(_ name: String) -> String? {
        for pair in headerFields[values: .cookie].flatMap({ $0.split(separator: ";") }) {
            let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            if parts.count == 2, parts[0] == name { return String(parts[1]) }
        }
        return nil
    }
}
