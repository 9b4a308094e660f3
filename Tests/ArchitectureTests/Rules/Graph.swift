import Foundation

/// The picture of the targets in `docs/ARCHITECTURE.md`, printed from the manifest.
enum Graph {
    static let path = "docs/ARCHITECTURE.md"
    static let begin = "<!-- graph: begin, printed by script/graph -->"
    static let end = "<!-- graph: end -->"

    /// A line a target, lowest layer first: its layer, the targets it imports, then the libraries.
    static func printed(_ manifest: Manifest) -> String {
        let layers = Layers.map
        let sorted = manifest.sources.sorted {
            (layers[$0.name] ?? .max, $0.name) < (layers[$1.name] ?? .max, $1.name)
        }
        let width = sorted.map(\.name.count).max() ?? 0
        let lines = sorted.map { target in
            let padding = String(repeating: " ", count: width - target.name.count)
            let targets = target.dependencies.filter { layers[$0] != nil }.sorted()
            let libraries = target.dependencies.filter { layers[$0] == nil }.sorted()
            let uses = [targets, libraries].filter { !$0.isEmpty }.map {
                $0.joined(separator: ", ")
            }
            let arrow = uses.isEmpty ? "" : padding + " -> " + uses.joined(separator: " | ")
            return "\(layers[target.name].map(String.init) ?? "?") \(target.name)\(arrow)"
        }
        return lines.joined(separator: "\n")
    }

    /// The document with the graph put between its marks; nil without the marks.
    static func replaced(in document: String, with graph: String) -> String? {
        guard let begin = document.range(of: begin), let end = document.range(of: end),
            begin.upperBound <= end.lowerBound
        else { return nil }
        let block = "\n```\n\(graph)\n```\n"
        return document[..<begin.upperBound] + block + document[end.lowerBound...]
    }

    static func findings(in document: String, _ manifest: Manifest) -> [Finding] {
        let graph = printed(manifest)
        let stale =
            replaced(in: document, with: graph) == document
            ? []
            : [Finding(.document, path, "graph", because: "run script/graph; it is:\n\(graph)")]
        let silent = manifest.sources.filter { !document.contains("\n- **\($0.name)**") }
        return stale
            + silent.map {
                Finding(.document, path, $0.name, because: "needs its line: - **\($0.name)** …")
            }
    }
}
