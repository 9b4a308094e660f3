import Domain
import Hummingbird
import Storage
import Synchronization

/// Where a person types the access token: it never stands in an address.
struct LoginRoutes {
    let doors: Doors
    let sessions: FormSessions
    let templates: PageTemplates
    let assets: AssetAddresses
    let now: @Sendable () -> Timestamp
    let attempts: LoginAttempts

    func add(to router: Router<DeskContext>) {
        router.get("login") { request, _ in page(request) }
        router.post("login") { request, context in try await take(request, context) }
    }

    /// Who is let in already has no use for it.
    private func page(_ request: Request) -> Response {
        guard let key = doors.key, !key.opens(request.head, at: now()) else { return .found("/") }
        let session = sessions.session(of: request)
        let page = LoginPage(
            assets: assets, token: session.token, notices: sessions.takeNotices(of: session))
        return templates.response(of: "login", page, session: session)
    }

    private func take(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await FormBody(request, context)
        let session = try sessions.check(form, of: request)
        guard let key = doors.key else { return .seeOther("/") }
        guard attempts.isAllowed(at: now()) else {
            var problem = Problem(
                .tooManyRequests, "too_many_attempts",
                "too many wrong access tokens: wait a minute, and try again")
            problem.headers = [.retryAfter: "60"]
            throw problem
        }
        guard key.matches(form["access_token"] ?? "") else {
            attempts.fail(at: now())
            sessions.tell(.bad("That is not the access token."), to: session)
            return .seeOther("/login")
        }
        var response = Response.seeOther("/")
        response.headers[.setCookie] = key.setCookie(at: now(), isSecure: doors.isSecure)
        return response
    }
}

/// What the login page may show.
struct LoginPage {
    let assets: AssetAddresses
    let token: String
    let notices: [PageNotice]
}

/// How many wrong tokens were typed lately: whoever guesses gets few guesses.
final class LoginAttempts: Sendable {
    static let failuresMax = 10
    static let seconds: Int64 = 60

    private let failures = Mutex<[Timestamp]>([])

    func isAllowed(at now: Timestamp) -> Bool {
        failures.withLock { failures in
            let start = now.advanced(bySeconds: -Self.seconds)
            failures.removeAll { $0 < start }
            return failures.count < Self.failuresMax
        }
    }

    func fail(at now: Timestamp) { failures.withLock { $0.append(now) } }
}
