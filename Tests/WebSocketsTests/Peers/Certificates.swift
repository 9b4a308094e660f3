import Foundation
import Testing

@testable import WebSockets

/// A root of our own and a server's certificate from it, made anew for the run of the tests.
struct Certificates: Sendable {
    /// The root, to be trusted.
    let root: String
    let server: TLSFiles

    private static let made = Result { try Certificates() }

    /// The certificates of this run.
    static func make() throws -> Certificates { try made.get() }

    private init() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "tandem-certificates-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        func path(_ name: String) -> String { folder.appending(path: name).path }
        root = path("root.pem")
        server = TLSFiles(certificates: path("server.pem"), key: path("server.key"))
        try "subjectAltName=DNS:localhost,IP:127.0.0.1"
            .write(toFile: path("names"), atomically: true, encoding: .utf8)
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        try Self.openssl(
            ["req", "-x509", "-days", "2", "-subj", "/CN=Test root", "-out", root]
                + ["-keyout", path("root.key")] + key)
        try Self.openssl(
            ["req", "-subj", "/CN=localhost", "-out", path("request"), "-keyout", server.key] + key)
        try Self.openssl([
            "x509", "-req", "-days", "2", "-in", path("request"), "-CA", root, "-CAkey",
            path("root.key"), "-CAcreateserial", "-extfile", path("names"), "-out",
            server.certificates,
        ])
    }

    private static func openssl(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "openssl \(arguments)")
    }
}
