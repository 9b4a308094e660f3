import Domain
import HTTPTypes
import Hummingbird

/// Asks the doors of each request; a browser without a token is sent to the page that takes it.
struct DoorsMiddleware: RouterMiddleware {
    let doors: Doors
    let now: @Sendable () -> Timestamp

    func handle(
        _ request: Request, context: DeskContext,
        next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        guard let problem = doors.refusal(of: request.head, at: now()) else {
            return try await next(request, context)
        }
        guard problem.status == .unauthorized, request.head.isForPage else { throw problem }
        return .found("/login")
    }
}

/// Lets writes to the API through only as JSON: what a form of any site can send to us without
/// asking first is never that.
struct JSONWrites: RouterMiddleware {
    func handle(
        _ request: Request, context: DeskContext,
        next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        guard ![.post, .put, .patch].contains(request.method) || Self.hasJSON(request) else {
            throw Problem(
                .unsupportedMediaType, "unsupported_media_type",
                "the API takes application/json: say so in Content-Type")
        }
        return try await next(request, context)
    }

    private static func hasJSON(_ request: Request) -> Bool {
        let kind = request.headers[.contentType]?.prefix { $0 != ";" } ?? ""
        return kind.filter { $0 != " " }.lowercased() == "application/json"
    }
}

/// Tells browsers what pages and answers may do, which is little: run our own scripts, talk to us
/// alone, and never be framed, guessed at or kept.
struct SecurityHeaders: RouterMiddleware {
    /// Nothing from elsewhere, and no script or style in the page itself.
    static let policy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
        font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; \
        frame-ancestors 'none'
        """

    private let fields: [HTTPField]

    /// - Parameter isSecure: whether browsers come over TLS, and shall never come without.
    init(isSecure: Bool) {
        fields =
            [
                ("Content-Security-Policy", Self.policy),
                ("X-Content-Type-Options", "nosniff"),
                ("X-Frame-Options", "DENY"),
                // Not `no-referrer`: forms would then say `Origin: null`, as a stranger's may.
                ("Referrer-Policy", "same-origin"),
                ("Cross-Origin-Opener-Policy", "same-origin"),
                ("Cross-Origin-Resource-Policy", "same-origin"),
                ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"),
            ].compactMap { name, value in
                HTTPField.Name(name).map { HTTPField(name: $0, value: value) }
            } + (isSecure ? [Self.onlySecure] : [])
    }

    private static let onlySecure = HTTPField(
        name: .strictTransportSecurity, value: "max-age=31536000")

    func handle(
        _ request: Request, context: DeskContext,
        next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers.append(contentsOf: fields)
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }
}
