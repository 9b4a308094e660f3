import HTTPTypes
import Testing

@testable import Web

/// A browser without scripts: it keeps its cookie, and sends forms with the token of a page.
struct Browser {
    let web: WebScene
    private let cookie: String
    private let token: String

    init(_ web: WebScene, at address: String) async throws {
        let page = try await web.get(address)
        let mark = "name=\"form_token\" value=\""
        let start = try #require(page.body.firstRange(of: mark)).upperBound
        self.web = web
        cookie = String(try #require(page.headers[.setCookie]).prefix { $0 != ";" })
        token = String(page.body[start...].prefix { $0 != "\"" })
    }

    func get(_ address: String) async throws -> Answer {
        try await web.get(address, [.cookie: cookie])
    }

    /// Sends a form's fields.
    ///
    /// - Parameter fragment: whether a script sends it.
    func send(_ action: String, _ fields: String, fragment: Bool = false) async throws -> Answer {
        var headers: HTTPFields = [
            .contentType: "application/x-www-form-urlencoded", .cookie: cookie,
        ]
        if fragment { headers[.fragment] = "1" }
        return try await web.post(action, "form_token=\(token)&\(fields)", headers)
    }
}
