/// Names that say nothing, clash on other systems' disks, or hide their module.
enum Names {
    private static let empty: Set = [
        "Util", "Utils", "Utility", "Utilities", "Helper", "Helpers", "Common", "Shared", "Misc",
        "Manager", "Managers",
    ]
    /// The one manager, named so in the plan that this desk was built from.
    private static let allowed: Set = ["TradingModeManager"]

    static func findings(
        in files: [SourceFile], paths: [String], _ manifest: Manifest
    ) -> [Finding] {
        paths.flatMap(findings(inPath:)) + files.flatMap(findings(inTypesOf:))
            + alike(manifest.targets.map(\.name))
    }

    private static func findings(inPath path: String) -> [Finding] {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        let stem = String(last.prefix { $0 != "." })
        let isPlain = path.utf8.allSatisfy { (33...126).contains($0) }
        let strange = isPlain ? [] : ["has a space or a letter beyond ASCII"]
        return (strange + emptyWords(in: stem)).map { Finding(.name, path, last, because: $0) }
    }

    private static func findings(inTypesOf file: SourceFile) -> [Finding] {
        file.types.flatMap { name, line in
            let clash = name == file.target ? ["bears its module's name, which it then hides"] : []
            return (clash + emptyWords(in: name)).map {
                Finding(.name, file.path, line: line, name, because: $0)
            }
        }
    }

    /// Disks of macOS and Windows hold only one of `Desk` and `desk`.
    private static func alike(_ names: [String]) -> [Finding] {
        Dictionary(grouping: names) { $0.lowercased() }.values.filter { $0.count > 1 }.map {
            Finding(
                .name, "Package.swift", $0.sorted().joined(separator: ", "),
                because: "differ in case only")
        }
    }

    private static func emptyWords(in name: String) -> [String] {
        let base = String(name.prefix { $0 != "+" })
        guard !allowed.contains(base), !allowed.contains(where: { base == "\($0)Tests" }) else {
            return []
        }
        return words(of: name).filter(empty.contains).map { "'\($0)' says nothing: name the noun" }
    }

    /// `OrderHelpers+Cash` is Order, Helpers, Cash.
    private static func words(of name: String) -> [String] {
        name.reduce(into: [""]) { words, letter in
            if !letter.isLetter {
                words.append("")
            } else if letter.isUppercase || words[words.count - 1].isEmpty {
                words.append(letter.uppercased())
            } else {
                words[words.count - 1].append(letter)
            }
        }
    }
}
