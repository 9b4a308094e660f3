import Hummingbird

/// A file that is part of the program: templates, styles, scripts.
struct Asset {
    let bytes: [UInt8]
    let kind: String

    /// The templates by name.
    static let templates: [String: [UInt8]] = [
        "trades": PackageResources.trades_mustache,
        "login": PackageResources.login_mustache,
        "head": PackageResources.head_mustache,
        "frame": PackageResources.frame_mustache,
        "signed": PackageResources.signed_mustache,
    ]

    /// The files that a browser may ask for.
    static func named(_ name: String) -> Asset? {
        switch name {
        case "desk.css": Asset(bytes: PackageResources.desk_css, kind: "text/css; charset=utf-8")
        default: nil
        }
    }

    /// The file as a response, which a browser asks for again only when it has changed.
    var response: Response {
        Response(
            status: .ok, headers: [.contentType: kind, .cacheControl: "no-cache"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
