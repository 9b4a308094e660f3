import Hummingbird
import Mustache

/// The templates of the pages, read once when the server starts.
struct PageTemplates: Sendable {
    private let library: MustacheLibrary

    /// - Throws: the first template that is none.
    init() throws {
        var templates: [String: MustacheTemplate] = [:]
        for (name, bytes) in Asset.templates {
            templates[name] = try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self))
        }
        library = MustacheLibrary(templates: templates)
    }

    /// A page as a response; it sets the browser's cookie where that is new.
    func response(of name: String, _ page: some Sendable, session: FormSession) -> Response {
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
        ]
        if session.isNew { headers[.setCookie] = session.setCookie }
        let html = library.render(page, withTemplate: name) ?? ""
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }
}
