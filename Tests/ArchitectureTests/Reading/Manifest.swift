/// What `Package.swift` says, read as text: a running `swift test` holds the lock of the build
/// folder, so that no second `swift package` can be asked.
struct Manifest {
    struct Target: Equatable {
        var name: String
        /// Whether it ships, from a folder below `Sources`.
        var isSource: Bool
        /// Names of targets and of library products, as written.
        var dependencies: [String]
    }

    private(set) var targets: [Target] = []
    /// What the reader did not understand: fail rather than overlook a target.
    private(set) var faults: [Finding] = []

    /// The words a target may begin with, and whether such a target ships.
    private static let makers = [
        "source": true, "executable": true, "command": true, "tool": true,
        ".target": true, ".executableTarget": true,
        "test": false, "support": false, "fixtures": false, ".testTarget": false,
    ]

    init(_ text: String) {
        let tokens = Token.tokens(
            of: Lexer(text, keepsText: true).code, joinsStrings: true)
        let products = Self.products(in: tokens)
        guard let list = Self.list(labelled: "targets", in: tokens) else {
            faults.append(Finding(.manifest, "Package.swift", "has no list of targets"))
            return
        }
        for element in Self.elements(of: list) { read(element, products: products) }
    }

    /// The targets that ship.
    var sources: [Target] { targets.filter(\.isSource) }

    private mutating func read(_ element: [Token], products: [String: String]) {
        let isMember = element.first?.text == "."
        let maker = element.prefix(isMember ? 2 : 1).map(\.text).joined()
        guard let isSource = Self.makers[maker], let name = element.firstString else {
            return fault("cannot read the target that begins with '\(maker)'", element.first)
        }
        var target = Target(
            name: maker == "test" ? name + "Tests" : name, isSource: isSource, dependencies: [])
        let part = element.argument("uses") ?? element.argument("dependencies") ?? []
        var index = 0
        while index < part.count {
            let next = index + 1 < part.count ? part[index + 1].text : ""
            if let name = part[index].string {
                target.dependencies.append(name)
            } else if part[index].text == ".", index + 2 < part.count, part[index + 2].text == "(" {
                let end = part.end(ofBracketAt: index + 2)
                target.dependencies.append(Array(part[index..<end]).firstString ?? next)
                index = end - 1
            } else if part[index].text == "." {
                if products[next] == nil { fault("does not define .\(next)", part[index]) }
                target.dependencies.append(products[next] ?? next)
            }
            index += 1
        }
        targets.append(target)
    }

    private mutating func fault(_ what: String, _ token: Token?) {
        faults.append(Finding(.manifest, "Package.swift", line: token?.line ?? 1, what))
    }

    /// Constants such as `static var grdb: Self { .product(name: "GRDB", …) }`.
    private static func products(in tokens: [Token]) -> [String: String] {
        var products: [String: String] = [:]
        let words = [["static", "let"], ["static", "var"]]
        let starts = words.flatMap(tokens.positions).sorted() + [tokens.count]
        for (start, next) in zip(starts, starts.dropFirst()) where start + 2 < next {
            products[tokens[start + 2].text] = Array(tokens[start..<next]).firstString
        }
        return products
    }

    /// The content of `label: […]` among the arguments of `Package(…)`.
    private static func list(labelled label: String, in tokens: [Token]) -> [Token]? {
        guard let package = tokens.positions(of: ["Package", "("]).first else { return nil }
        let call = tokens[package..<tokens.end(ofBracketAt: package + 1)]
        return Array(call).argument(label).map { Array($0.dropFirst().dropLast()) }
    }

    private static func elements(of list: [Token]) -> [[Token]] {
        var elements: [[Token]] = [[]]
        var depth = 0
        for token in list {
            if "([{".contains(token.text) { depth += 1 }
            if ")]}".contains(token.text) { depth -= 1 }
            if token.text == ",", depth == 0 {
                elements.append([])
            } else {
                elements[elements.count - 1].append(token)
            }
        }
        return elements.filter { !$0.isEmpty }
    }
}

extension [Token] {
    fileprivate var firstString: String? { lazy.compactMap(\.string).first }

    /// The tokens of one labelled argument of the call that these tokens are.
    fileprivate func argument(_ label: String) -> [Token]? {
        guard let open = firstIndex(where: { $0.text == "(" }) else { return nil }
        let end = self.end(ofBracketAt: open) - 1
        var found: [Token]?
        var index = open + 1
        while index < end {
            let isLabel = self[index].isWord && index + 1 < end && self[index + 1].text == ":"
            if isLabel {
                if found != nil { break }
                if self[index].text == label { found = [] }
                index += 2
            } else {
                let next =
                    "([{".contains(self[index].text) ? self.end(ofBracketAt: index) : index + 1
                found?.append(contentsOf: self[index..<next])
                index = next
            }
        }
        return found
    }
}
