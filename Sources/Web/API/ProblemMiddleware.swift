import Desk
import Hummingbird
import Logging
import Storage

/// Turns whatever a route throws into a problem: nothing else reaches a client.
struct ProblemMiddleware: RouterMiddleware {
    let logger: Logger
    let routes: RouteTable

    func handle(
        _ request: Request, context: DeskContext,
        next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Problem.of(error, at: request.uri.path, among: routes)
            if problem.status.code >= 500 {
                logger.error("request failed", metadata: ["error": "\(error)"])
            }
            return problem.response(from: request, context: context)
        }
    }
}

extension Problem {
    /// What anything that a route throws is to a client.
    ///
    /// - Parameter routes: what is known, to tell a wrong method from a wrong address.
    static func of(
        _ error: any Error, at path: String = "", among routes: RouteTable? = nil
    ) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let error as DeskError: Problem(error)
        case let error as StorageError:
            Problem(.serviceUnavailable, "storage_unavailable", error.description)
        case let error as HTTPError where error.status == .notFound:
            missing(path, among: routes)
        case let error as HTTPError:
            Problem(error.status, "request_refused", error.body ?? error.status.reasonPhrase)
        default:
            Problem(.internalServerError, "internal_error", "the desk failed to answer this")
        }
    }

    private static func missing(_ path: String, among routes: RouteTable?) -> Problem {
        guard let allowed = routes?.allowed(at: path) else {
            return Problem(.notFound, "not_found", "there is nothing at this address")
        }
        var problem = Problem(
            .methodNotAllowed, "method_not_allowed", "this address knows only \(allowed)")
        problem.headers = [.allow: allowed]
        return problem
    }
}
