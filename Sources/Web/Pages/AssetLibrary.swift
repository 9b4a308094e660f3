import Foundation
import Hummingbird
import Storage

/// The files that a browser may ask for: our own styles and scripts, which are part of the program,
/// and what `script/bootstrap` fetches, as far as it is there.
struct AssetLibrary: Sendable {
    private let files: [String: Asset]
    /// Where pages find them: a folder named by what is in it, so that browsers keep it for ever.
    let addresses: AssetAddresses
    /// The fetched files that are not there; pages work without them.
    let missing: [String]

    /// - Parameter folder: where the fetched files are; nil where nobody has said.
    init(fetchedFrom folder: String?) {
        var files = Asset.own
        var missing: [String] = []
        for (name, kind) in Asset.fetched {
            guard let folder, let data = FileManager.default.contents(atPath: "\(folder)/\(name)")
            else {
                missing.append(name)
                continue
            }
            files[name] = Asset(bytes: [UInt8](data), kind: kind)
        }
        if files["inter.woff2"] != nil {
            files["desk.css"] = Asset.styles(with: PackageResources.fonts_css)
        }
        var digest = DataDigest()
        for (name, asset) in files.sorted(by: { $0.key < $1.key }) {
            digest.add(name)
            digest.add(String(decoding: asset.bytes, as: UTF8.self))
        }
        self.files = files
        self.missing = missing.sorted()
        addresses = AssetAddresses(
            base: "/assets/\(digest.text.prefix(12))", hasFonts: files["inter.woff2"] != nil,
            hasIcons: files["icons.svg"] != nil, hasChart: files[Asset.chart] != nil)
    }

    /// A file as a response.
    func response(_ name: String, of version: String) throws(Problem) -> Response {
        guard let file = files[name] else {
            throw Problem(.notFound, "not_found", "there is nothing at this address")
        }
        let isCurrent = addresses.base == "/assets/\(version)"
        return Response(
            status: .ok,
            headers: [
                .contentType: file.kind,
                .cacheControl: isCurrent ? "public, max-age=31536000, immutable" : "no-cache",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }
}

/// A file that a browser may ask for.
struct Asset: Sendable {
    let bytes: [UInt8]
    let kind: String

    private static let script = "text/javascript; charset=utf-8"

    /// The chart library.
    static let chart = "lightweight-charts-5.2.0.js"

    /// What is fetched, with its kinds.
    static let fetched = [
        chart: script, "inter.woff2": "font/woff2", "icons.svg": "image/svg+xml",
    ]

    /// The styles with the font's rule before them: one file is there sooner than two.
    static func styles(with fonts: [UInt8] = []) -> Asset {
        Asset(bytes: fonts + PackageResources.desk_css, kind: "text/css; charset=utf-8")
    }

    /// What is part of the program.
    static let own: [String: Asset] = [
        "desk.css": styles(),
        "paper.svg": Asset(bytes: PackageResources.paper_svg, kind: "image/svg+xml"),
        "live.svg": Asset(bytes: PackageResources.live_svg, kind: "image/svg+xml"),
        "start.js": Asset(bytes: PackageResources.start_js, kind: script),
        "desk.js": Asset(bytes: PackageResources.desk_js, kind: script),
        "socket.js": Asset(bytes: PackageResources.socket_js, kind: script),
        "cells.js": Asset(bytes: PackageResources.cells_js, kind: script),
        "regions.js": Asset(bytes: PackageResources.regions_js, kind: script),
        "dialogs.js": Asset(bytes: PackageResources.dialogs_js, kind: script),
        "forms.js": Asset(bytes: PackageResources.forms_js, kind: script),
        "toasts.js": Asset(bytes: PackageResources.toasts_js, kind: script),
        "mode.js": Asset(bytes: PackageResources.mode_js, kind: script),
        "ticket.js": Asset(bytes: PackageResources.ticket_js, kind: script),
        "keys.js": Asset(bytes: PackageResources.keys_js, kind: script),
        "chart.js": Asset(bytes: PackageResources.chart_js, kind: script),
    ]
}
