import Desk
import Hummingbird
import Storage
import Synchronization

/// Who a browser is between two requests: a random cookie that scripts cannot read, the token that
/// its forms carry, and what the next page is to tell.
///
/// The token is a digest of the cookie and of a secret of this server's run, so that a form of
/// another site, which knows neither, is refused.
final class FormSessions: Sendable {
    /// The cookie's name.
    static let cookie = "tandem_forms"
    /// How many browsers' notices are kept at most.
    static let noticesMax = 1_000

    private let secret: String
    private let isSecure: Bool
    private let newName: @Sendable () -> String
    private let notices = Mutex<[String: [PageNotice]]>([:])

    /// - Parameters:
    ///   - isSecure: whether browsers come over TLS, and send the cookie over nothing else.
    ///   - newName: gives names that nobody can guess.
    init(isSecure: Bool, newName: @escaping @Sendable () -> String) {
        self.isSecure = isSecure
        self.newName = newName
        secret = newName() + newName()
    }

    /// A browser's cookie; a new one where it has none, which must be set.
    func session(of request: Request) -> FormSession {
        let known = request.cookies[Self.cookie]?.value
        let id = known.flatMap { Self.isName($0) ? $0 : nil } ?? newName()
        return FormSession(
            id: id, isNew: id != known, token: token(of: id), isSecure: isSecure)
    }

    /// Checks that a form comes from a page of ours in this browser.
    func check(_ form: FormBody, of request: Request) throws(Problem) -> FormSession {
        let session = session(of: request)
        guard !session.isNew, let token = form["form_token"], token.isSameTime(as: session.token)
        else {
            throw Problem(
                .forbidden, "form_token_missing",
                "this form is out of date: go back, load the page again, and send it once more")
        }
        return session
    }

    /// Keeps a notice for a browser's next page.
    func tell(_ notice: PageNotice, to session: FormSession) {
        notices.withLock { notices in
            if notices.count >= Self.noticesMax { notices.removeAll() }
            notices[session.id, default: []].append(notice)
        }
    }

    /// What a browser is to be told, once.
    func takeNotices(of session: FormSession) -> [PageNotice] {
        notices.withLock { $0.removeValue(forKey: session.id) ?? [] }
    }

    /// A name for an order of a page.
    func newOrderName() -> String { newName() }

    private func token(of id: String) -> String {
        var digest = DataDigest()
        digest.add(secret)
        digest.add(id)
        return digest.text
    }

    private static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (48...57).contains($0) || (97...122).contains($0) || $0 == 45
            }
    }
}

/// One browser.
struct FormSession: Sendable {
    let id: String
    /// Whether its cookie must be set.
    let isNew: Bool
    /// What its forms carry.
    let token: String
    /// Whether the cookie is for TLS alone.
    let isSecure: Bool

    /// The header that sets the cookie.
    var setCookie: String {
        "\(FormSessions.cookie)=\(id); Path=/; HttpOnly; SameSite=Strict"
            + (isSecure ? "; Secure" : "")
    }
}

extension String {
    /// Whether both are equal, found in a time that does not tell how many bytes are.
    func isSameTime(as other: String) -> Bool {
        let (own, others) = (Array(utf8), Array(other.utf8))
        guard own.count == others.count else { return false }
        return zip(own, others).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
