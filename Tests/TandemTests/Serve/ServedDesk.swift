import Foundation
import FoundationNetworking
import Testing

/// A running `tandem serve` on a terminal's database, and what is asked of it over HTTP.
final class ServedDesk: Sendable {
    let port: Int
    nonisolated(unsafe) let launch: Launch

    /// Starts a desk on a free port and waits until it says that it listens.
    init(
        _ terminal: Terminal, _ arguments: String..., environment: [String: String] = [:]
    ) async throws {
        let environment = environment.merging(["TANDEM_DATABASE": terminal.database]) { $1 }
        launch = try Launch(
            starting: try Launch.path(of: "tandem"), ["serve", "--port", "0"] + arguments,
            in: terminal, environment: environment)
        var line = ""
        for _ in 0..<3_000 where line.isEmpty && launch.isRunning {
            try await Task.sleep(for: .milliseconds(10))
            line = launch.output.hasSuffix("\n") ? launch.output : ""
        }
        let start = "Listening on http://127.0.0.1:"
        try #require(line.hasPrefix(start), "\(line) \(launch.errors)")
        port = try #require(Int(line.dropFirst(start.count).dropLast()))
    }

    deinit {
        launch.signal(SIGKILL)
        launch.wait()
    }

    /// Asks, and returns status and body.
    func ask(
        _ method: String, _ path: String, _ body: String? = nil, _ headers: [String: String] = [:]
    ) async throws -> Reply {
        var request = URLRequest(
            url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)")))
        request.httpMethod = method
        request.timeoutInterval = 30
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        if let body {
            request.httpBody = Data(body.utf8)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        return Reply(status: status, text: String(decoding: data, as: UTF8.self))
    }

    func get(_ path: String) async throws -> Reply { try await ask("GET", path) }

    /// Places a paper order of these further fields.
    @discardableResult
    func order(
        _ side: String, _ count: Int, _ symbol: String = "GOOG", _ fields: String = ""
    ) async throws -> Reply {
        try await ask(
            "POST", "/api/paper/orders",
            """
            {"symbol": "\(symbol)", "qty": \(count), "side": "\(side)", \
            "order_type": "market"\(fields)}
            """)
    }

    /// Goes on by so many bars.
    func advance(_ count: Int) async throws {
        let reply = try await ask("POST", "/api/paper/feed", "{\"advance\": \(count)}")
        #expect(reply.status == 200, "\(reply.text)")
    }
}

/// What a desk answered.
struct Reply: Sendable {
    let status: Int
    let text: String

    /// The body as JSON of a type.
    func json<Answer: Decodable>(_ type: Answer.Type = Answer.self) throws -> Answer {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}

/// An order as the API tells it.
struct OrderReply: Decodable, Hashable, Sendable {
    let order_id: Int
    let client_order_id, status: String
    let filled_price: Decimal?
}

/// Where the market is.
struct FeedReply: Decodable, Sendable {
    let market_time: String
}
