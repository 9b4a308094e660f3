/// A word, a number or one sign of code, and the line it stands on.
struct Token: Equatable {
    var text: String
    var line: Int

    /// A string literal with its quotes; only readers of manifests ask for those.
    var string: String? {
        text.hasPrefix("\"") && text.count >= 2 ? String(text.dropFirst().dropLast()) : nil
    }

    /// Whether the token can name something.
    var isWord: Bool { text.utf8.first.map(Self.isWordByte) ?? false }

    /// The tokens of code that a `Lexer` has cleaned.
    ///
    /// - Parameter joinsStrings: makes one token of all between two quotes.
    static func tokens(of code: String, joinsStrings: Bool = false) -> [Token] {
        let bytes = Array(code.utf8)
        var tokens: [Token] = []
        var line = 1
        var index = 0
        while index < bytes.count {
            let start = index
            index += 1
            switch bytes[start] {
            case UInt8(ascii: "\n"):
                line += 1
                continue
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                continue
            case UInt8(ascii: "\"") where joinsStrings:
                while index < bytes.count, bytes[index] != UInt8(ascii: "\"") { index += 1 }
                index = min(bytes.count, index + 1)
            case let byte where isWordByte(byte):
                while index < bytes.count, isWordByte(bytes[index]) { index += 1 }
            default:
                break
            }
            tokens.append(
                Token(text: String(decoding: bytes[start..<index], as: UTF8.self), line: line))
        }
        return tokens
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 128...: true
        default: false
        }
    }
}

extension [Token] {
    /// Where a sequence of token texts begins.
    func positions(of pattern: [String]) -> [Int] {
        guard !pattern.isEmpty, count >= pattern.count else { return [] }
        return (0...(count - pattern.count)).filter { start in
            pattern.indices.allSatisfy { self[start + $0].text == pattern[$0] }
        }
    }

    /// The position after the bracket that closes the one at `open`.
    func end(ofBracketAt open: Int) -> Int {
        var depth = 0
        for index in open..<count {
            if "([{".contains(self[index].text) { depth += 1 }
            if ")]}".contains(self[index].text) { depth -= 1 }
            if depth == 0 { return index + 1 }
        }
        return count
    }
}
