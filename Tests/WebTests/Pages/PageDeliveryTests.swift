import Foundation
import TestSupport
import Testing

@testable import Web

@Suite struct PageDeliveryTests {
    @Test func `the head of a page is sent by itself, so that styles are fetched meanwhile`()
        async throws
    {
        let web = try await WebScene.open()
        try await RawClient.run(web) { client in
            let answer = try await client.ask("GET /trades?mode=paper HTTP/1.1")
            #expect(answer.status == 200)
            let first = try #require(Self.firstChunk(of: answer.body))
            #expect(first.hasSuffix("</head>\n") && first.contains("/desk.css"))
        }
    }

    @Test func `styles with the font are one file, and without it do not ask for it`() async throws
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try await !styles(folder).contains("@font-face"))
        try Data([1]).write(to: folder.appending(path: "inter.woff2"))
        #expect(try await styles(folder).contains("@font-face"))
    }

    private func styles(_ folder: URL) async throws -> String {
        var options = WebOptions.forTests
        options.fetchedAssets = folder.path
        let web = try WebScene(await DeskScene.open(["AAA": DeskScene.rising]), options: options)
        let page = try await web.get("/trades?mode=paper").body
        let address = try #require(page.firstMatch(of: /\/assets\/\w+\/desk.css/))
        return try await web.get(String(address.output)).body
    }

    /// The first part of a body that is sent in parts.
    private static func firstChunk(of body: String) -> String? {
        let bytes = Array(body.utf8)
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\r")),
            let size = Int(String(decoding: bytes[..<end], as: UTF8.self), radix: 16),
            end + 2 + size <= bytes.count
        else { return nil }
        return String(decoding: bytes[(end + 2)..<(end + 2 + size)], as: UTF8.self)
    }
}
