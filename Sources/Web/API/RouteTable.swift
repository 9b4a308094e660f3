import HTTPTypes
import Hummingbird
import Synchronization

/// Which methods an address knows, so that a wrong one is told from a wrong address.
final class RouteTable: Sendable {
    private struct Line: Sendable {
        let path: RouterPath
        let method: HTTPRequest.Method
    }

    private let lines = Mutex<[Line]>([])

    /// Takes in the routes of a router that is complete.
    func fill(from router: Router<DeskContext>) {
        let all = router.routes.map { Line(path: $0.path, method: $0.method) }
        lines.withLock { $0 = all }
    }

    /// The methods of an address as `Allow` lists them; nil where there is nothing.
    func allowed(at path: String) -> String? {
        let parts = path.split(separator: "/")
        let methods = lines.withLock { lines in
            Set(lines.filter { $0.path.matches(parts) }.map(\.method.rawValue))
        }
        guard !methods.isEmpty else { return nil }
        return methods.union(methods.contains("GET") ? ["HEAD"] : []).sorted()
            .joined(separator: ", ")
    }
}

extension RouterPath {
    fileprivate func matches(_ parts: [Substring]) -> Bool {
        let isOpen = components.last == RouterPath.Element.recursiveWildcard
        let fixed = isOpen ? components.dropLast() : components[...]
        guard isOpen ? parts.count > fixed.count : parts.count == fixed.count else { return false }
        return zip(fixed, parts).allSatisfy { $0 ~= $1 }
    }
}
