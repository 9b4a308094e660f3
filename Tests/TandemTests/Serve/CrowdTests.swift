import Foundation
import Glibc
import Testing

/// More connections than any trader opens.
@Suite struct CrowdTests {
    @Test func `beside ten thousand idle connections the desk takes orders`() async throws {
        let desk = try await ServedDesk(try Terminal(), "--speed", "20")
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        try #require(limit.rlim_max >= 11_000, "the machine allows too few files to try this")
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        var sockets: [Int32] = []
        defer { for socket in sockets { close(socket) } }
        for _ in 0..<10_000 {
            if let socket = Self.connect(to: desk.port) { sockets.append(socket) }
        }
        #expect(sockets.count > 9_000)
        let order = try await desk.order("buy", 1, "AAPL")
        #expect(order.status == 201, "\(order.text)")
        #expect(try await desk.get("/healthz").status == 200)
        #expect(try Self.megabytes(of: desk.launch.pid) < 400)
    }

    /// A connection that says nothing.
    private static func connect(to port: Int) -> Int32? {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { return nil }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, size)
            }
        }
        guard result == 0 else {
            close(socket)
            return nil
        }
        return socket
    }

    private static func megabytes(of pid: pid_t) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM") })
        return try #require(Int(line.filter(\.isNumber))) / 1_024
    }
}
