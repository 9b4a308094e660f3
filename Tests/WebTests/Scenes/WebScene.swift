import Desk
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Storage
import TestSupport

@testable import Web

/// A desk behind the router that it is served by, asked as a program asks it.
final class WebScene: Sendable {
    let scene: DeskScene
    let server: WebServer

    init(_ scene: DeskScene, options: WebOptions = .forTests) throws {
        self.scene = scene
        var logger = Logger(label: "web tests")
        logger.logLevel = .critical
        server = try WebServer(scene.desk, options: options, logger: logger)
    }

    /// A desk on a replay of day bars that goes on only when asked.
    static func open(
        _ bars: [String: [String]] = ["AAA": DeskScene.rising], live: LiveVenue? = nil,
        ledger: Ledger? = nil
    ) async throws -> WebScene {
        try WebScene(await DeskScene.open(bars, ledger: ledger, live: live))
    }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> Answer {
        try await ask(.get, path, headers: headers)
    }

    func post(
        _ path: String, _ body: String = "{}", _ headers: HTTPFields = [:]
    ) async throws -> Answer {
        try await ask(.post, path, body, headers: headers)
    }

    /// Sends a request; a body says that it is JSON, unless a header says otherwise.
    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil,
        headers: HTTPFields = [:]
    ) async throws -> Answer {
        var fields = headers
        if body != nil, fields[.contentType] == nil { fields[.contentType] = "application/json" }
        let headers = fields
        // Without what runs beside the router, which can be started only once.
        return try await Application(router: server.router()).test(.router) { client in
            try await client.execute(
                uri: path, method: method, headers: headers,
                body: body.map { ByteBuffer(string: $0) }
            ) { Answer($0) }
        }
    }

    /// Places an order on paper by the words of the API.
    @discardableResult
    func order(
        _ side: String, _ quantity: Int, _ more: String = "", symbol: String = "AAA"
    ) async throws -> Answer {
        try await post(
            "/api/paper/orders",
            #"{"symbol": "\#(symbol)", "side": "\#(side)", "qty": \#(quantity)\#(more)}"#)
    }

    /// Lets the market go on by so many bars.
    func advance(_ count: Int = 1) async throws {
        _ = try await post("/api/paper/feed", #"{"advance": \#(count)}"#)
    }
}

extension WebOptions {
    /// Requests of the router's test client say `Host: localhost`, without a port.
    static var forTests: WebOptions { WebOptions() }
}

extension HTTPFields {
    /// What confirms a live order.
    static let confirmed: HTTPFields = [.confirmLiveTrade: "true"]
}
