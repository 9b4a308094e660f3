import Foundation
import HTTPTypes
import Storage
import TestSupport
import Testing
import WebSockets

@testable import Web

/// A server that would leave a door open does not start.
@Suite struct WebOptionTests {
    private static let token = "correct-horse-battery-staple"

    private func fault(_ change: (inout WebOptions) -> Void) -> String? {
        var options = WebOptions()
        change(&options)
        do throws(WebOptionFault) {
            _ = try Doors(options)
            return nil
        } catch {
            return error.setting
        }
    }

    @Test(arguments: ["127.0.0.1", "localhost", "::1", "127.1.2.3"])
    func `this machine alone needs no token`(_ host: String) {
        #expect(fault { $0.host = host } == nil)
        #expect(fault { ($0.host, $0.accessToken) = (host, Self.token) } == nil)
    }

    @Test(arguments: ["0.0.0.0", "::", "192.168.1.7", "desk.example.com", "128.0.0.1", ""])
    func `any other address needs a token, and TLS or a proxy that ends it`(_ host: String) {
        #expect(fault { $0.host = host } == "access_token")
        #expect(fault { ($0.host, $0.accessToken) = (host, Self.token) } == "tls")
        #expect(
            fault {
                ($0.host, $0.accessToken, $0.behindProxy) = (host, Self.token, true)
            } == nil)
        #expect(
            fault {
                ($0.host, $0.accessToken) = (host, Self.token)
                ($0.tlsCertificate, $0.tlsKey) = ("a.pem", "a.key")
            } == nil)
    }

    @Test func `behind a proxy the whole world may come, so a token is needed`() {
        #expect(fault { $0.behindProxy = true } == "access_token")
        #expect(fault { ($0.behindProxy, $0.accessToken) = (true, Self.token) } == nil)
    }

    @Test(arguments: [
        "", "short", "fifteen-letters", "with a blank in the middle", "ümlaut-ümlaut-ü",
    ])
    func `a token that can be guessed or not be sent is refused`(_ token: String) {
        #expect(fault { $0.accessToken = token } == "access_token")
    }

    @Test func `half of an identity, and a name that is none, are refused`() {
        #expect(fault { $0.tlsKey = "a.key" } == "tls")
        #expect(fault { $0.tlsCertificate = "a.pem" } == "tls")
        for name in ["", "a b", "https://a", "a:80", "a/b"] {
            #expect(fault { $0.names = [name] } == "name")
        }
        #expect(fault { $0.names = ["desk.example.com", "desk"] } == nil)
    }

    @Test func `over TLS the desk answers, and its cookies need it`() async throws {
        var options = WebOptions.forTests
        let files = try Identity()
        (options.tlsCertificate, options.tlsKey) = (files.certificate, files.key)
        let web = try WebScene(await DeskScene.open(), options: options)
        try await RawClient.run(web) { client in
            let url = try #require(
                WebSocketURL(host: "localhost", port: client.port, path: "/", isSecure: true))
            var wanted = WebSocketClientOptions()
            wanted.trust = .roots(file: files.certificate)
            // No WebSocket is there; what says so has come through TLS.
            #expect(await refusal(of: url, wanted) == .refused(status: 302))
        }
        let page = try await web.get("/trades?mode=paper")
        #expect(page.headers[.setCookie]?.contains("; Secure") == true)
        #expect(page.headers[.strictTransportSecurity] != nil)
        options.tlsKey = "/nowhere.key"
        let broken = try WebScene(await DeskScene.open(), options: options)
        #expect(throws: TLSFileFault.self) { _ = try broken.server.application() }
    }

    private func refusal(
        of url: WebSocketURL, _ options: WebSocketClientOptions
    ) async -> WebSocketConnectError? {
        do {
            try await WebSocketClient.connect(to: url, options: options) { _ in }
            return nil
        } catch {
            return error as? WebSocketConnectError
        }
    }
}

/// A certificate for `localhost` that is its own root, made anew.
private struct Identity {
    let certificate, key: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "tandem-web-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        certificate = folder.appending(path: "identity.pem").path
        key = folder.appending(path: "identity.key").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}
