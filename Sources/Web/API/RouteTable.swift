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
            let matching = lines.filter { $0.path.matches(parts) }
            // As the router does, which goes no way of a name where there is one of the word.
            let nearest = matching.map { $0.path.openness(to: parts) }
                .min { $0.lexicographicallyPrecedes($1) }
            return Set(
                matching.filter { $0.path.openness(to: parts) == nearest }.map(\.method.rawValue))
        }
        guard !methods.isEmpty else { return nil }
        return methods.union(methods.contains("GET") ? ["HEAD"] : []).sorted()
            .joined(separator: ", ")
    }
}

extension RouterPath {
    /// For each component, 0 where it is a word and 1 where it stands for any.
    fileprivate func openness(to parts: [Substring]) -> [Int] {
        zip(components, parts).map { $0 == .path($1) ? 0 : 1 }
    }

    fileprivate func matches(_ parts: [Substring]) -> Bool {
        let isOpen = components.last == RouterPath.Element.recursiveWildcard
        let fixed = isOpen ? components.dropLast() : components[...]
        guard isOpen ? parts.count > fixed.count : parts.count == fixed.count else { return false }
        return zip(fixed, parts).allSatisfy { $0 ~= $1 }
    }
}
