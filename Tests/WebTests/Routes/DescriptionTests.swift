import Foundation
import HTTPTypes
import Hummingbird
import Storage
import TestSupport
import Testing

@testable import Web

/// What `docs/openapi.yaml` says is what there is.
@Suite struct DescriptionTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/openapi.yaml")

    @Test func `the description is served as it stands in the documentation`() async throws {
        let answer = try await WebScene.open().get("/openapi.yaml")
        #expect(answer.status == 200 && answer.headers[.contentType] == "application/yaml")
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        #expect(answer.body == text)
    }

    @Test func `each route for programs is described, and nothing else is`() async throws {
        let routes = try await WebScene.open().server.router().routes
            .map { "\($0.method.rawValue.lowercased()) \($0.path)" }
            .filter { !Self.isForPeople($0) }
        let described = try Self.described()
        #expect(described.count > 40)
        #expect(Set(routes).subtracting(described).sorted() == [])
        #expect(described.subtracting(routes).sorted() == [])
    }

    /// Pages, what they are made of, and their forms.
    private static func isForPeople(_ route: String) -> Bool {
        let path = route.drop { $0 != " " }.dropFirst()
        let folders = [
            "/trades", "/forms/", "/assets/", "/live", "/history", "/login", "/licences",
            "/settings",
        ]
        return path == "/" || folders.contains { path.hasPrefix($0) }
    }

    /// Methods and paths, by how far their lines are indented.
    private static func described() throws -> Set<String> {
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let paths = lines.drop { $0 != "paths:" }.dropFirst().prefix { $0 != "components:" }
        var (routes, path) = (Set<String>(), "")
        for line in paths where line.hasSuffix(":") {
            if line.hasPrefix("  /") { path = String(line.dropFirst(2).dropLast()) }
            let word = line.drop { $0 == " " }.dropLast()
            let methods = ["get", "post", "put", "patch", "delete"]
            if line.hasPrefix("    "), !line.hasPrefix("     "), methods.contains(String(word)) {
                routes.insert("\(word) \(path)")
            }
        }
        return routes
    }
}
