import Domain
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

@Suite struct PageTests {
    @Test func `a page shows what is held, and its texts are those that pages are pushed`()
        async throws
    {
        let web = try await WebScene.open()
        try await web.scene.place("a", .buy, 1_000)
        await web.scene.step()
        try await web.live { port in
            try await WebScene.page(at: port) { reader in
                _ = try await reader.next()
                await web.scene.step()
                var position = try await reader.next("position")
                while position["data.text.profit"] != "+$1,500.00" {
                    position = try await reader.next("position")
                }
                #expect(position["data.text.shares"] == "1,000")
                #expect(position["data.text.profit_sign"] == "up")
            }
        }
        let page = try await web.get("/trades?mode=paper")
        #expect(page.status == 200)
        #expect(page.body.contains("data-live=\"position:AAA\""))
        #expect(page.body.contains("data-cell=\"shares\">1,000<"))
    }

    @Test func `the API's answers have no texts of pages`() async throws {
        let web = try await WebScene.open()
        try await web.scene.place("a", .buy, 10)
        await web.scene.step()
        let positions = try await web.get("/api/paper/positions")
        #expect(positions.count() == 1 && !positions.names("0").contains("text"))
    }

    @Test(arguments: [
        ("/", "/trades"), ("/history", "/trades"), ("/live", "/trades?mode=live"),
        ("/live/analysis", "/trades/analysis?mode=live"), ("/trades", "/trades?mode=paper"),
        ("/trades?mode=live&symbol=AAA", "/trades?mode=paper&symbol=AAA"),
        ("/trades/sell?symbol=AAA", "/trades/sell?mode=paper&symbol=AAA"),
    ])
    func `old addresses, and those of the other mode, are sent on`(
        _ address: String, _ target: String
    ) async throws {
        let web = try await WebScene.open()
        let answer = try await web.get(address)
        #expect(answer.status == 302 && answer.headers[.location] == target)
    }

    @Test(arguments: [
        "/trades/1?mode=paper", "/trades/sell?mode=paper&symbol=ZZZ", "/trades/sell?mode=paper",
        "/trades/protect?mode=paper&trade=7", "/trades/replace?mode=paper&order=x",
    ])
    func `what is not there is told on a page`(_ address: String) async throws {
        let web = try await WebScene.open()
        let answer = try await web.get(address)
        #expect(answer.status == 404)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        #expect(answer.body.contains("Not found"))
    }

    @Test func `what is typed into an address is never part of the page's markup`() async throws {
        let web = try await WebScene.open()
        let page = try await web.get("/trades?mode=paper&symbol=%3Cscript%3Ealert(1)%3C/script%3E")
        #expect(page.status == 422)
        #expect(!page.body.contains("<script>alert"))
    }

    @Test func `a form without the browser's token does nothing`() async throws {
        let web = try await WebScene.open()
        let kind: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        let answer = try await web.post("/forms/paper/halt", "form_token=guess", kind)
        #expect(answer.status == 403 && answer.code == "form_token_missing")
        #expect(try await web.get("/trades?mode=paper").body.contains("Halt entries"))
    }

    @Test func `a file of the pages is kept for ever under the name of what is in it`() async throws
    {
        let web = try await WebScene.open()
        let page = try await web.get("/trades?mode=paper").body
        let start = try #require(page.range(of: "href=\"/assets/"))
        let rest = page[start.lowerBound...].dropFirst(6)
        let file = String(rest.prefix { $0 != "\"" })
        #expect(try await web.get(file).headers[.cacheControl]?.contains("immutable") == true)
        let old = try await web.get("/assets/old/desk.css")
        #expect(old.status == 200 && old.headers[.cacheControl] == "no-cache")
        #expect(try await web.get("/assets/old/other.css").status == 404)
    }
}
