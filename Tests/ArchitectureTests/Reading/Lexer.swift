/// Tells code from comments and text, so that a word in a comment raises no false alarm.
///
/// It knows nested comments, raw and multi-line strings and interpolation, whose content is code
/// again. It does not know regular expression literals: a quote in one hides the rest of its line.
struct Lexer {
    /// A string literal: its text up to each interpolation, and after the last one.
    struct Literal: Equatable {
        struct Piece: Equatable {
            /// The text that stands before the interpolation.
            var text: String
            /// What is interpolated; nil for the last piece.
            var expression: String?
        }
        var line: Int
        var pieces: [Piece]
    }

    private let bytes: [UInt8]
    /// Manifests are read with their strings, sources without.
    private let keepsText: Bool
    private var index = 0
    private var line = 1
    private var output: [UInt8] = []
    private(set) var literals: [Literal] = []

    init(_ text: String, keepsText: Bool = false) {
        bytes = Array(text.utf8)
        self.keepsText = keepsText
        output.reserveCapacity(bytes.count)
        readCode(inInterpolation: false)
    }

    /// The source with all that is not code blanked out; lines and columns stay where they were.
    var code: String { String(decoding: output, as: UTF8.self) }

    private mutating func readCode(inInterpolation: Bool) {
        var depth = 0
        while index < bytes.count {
            if starts(with: "//") {
                while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { blank() }
            } else if starts(with: "/*") {
                readBlockComment()
            } else if let hashes = openingHashes() {
                readString(hashes: hashes)
            } else if bytes[index] == UInt8(ascii: "`") {
                readQuotedName()
            } else {
                if bytes[index] == UInt8(ascii: "(") { depth += 1 }
                if bytes[index] == UInt8(ascii: ")") {
                    if inInterpolation, depth == 0 { return blank() }
                    depth -= 1
                }
                keep()
            }
        }
    }

    private mutating func readBlockComment() {
        var depth = 0
        while index < bytes.count {
            if starts(with: "/*") {
                depth += 1
                blank(2)
            } else if starts(with: "*/") {
                depth -= 1
                blank(2)
                if depth == 0 { return }
            } else {
                blank()
            }
        }
    }

    /// A name in backticks may be a sentence: it becomes one plain word.
    private mutating func readQuotedName() {
        blank()
        while index < bytes.count, bytes[index] != UInt8(ascii: "`") {
            keep(as: UInt8(ascii: "_"))
        }
        blank()
    }

    private mutating func readString(hashes: Int) {
        blank(hashes)
        // Only a line's end makes three quotes one: `#""""#` are two quotes in a raw string.
        let quote = starts(with: "\"\"\"\n") ? "\"\"\"" : "\""
        let end = quote + String(repeating: "#", count: hashes)
        let escape = "\\" + String(repeating: "#", count: hashes)
        var literal = Literal(line: line, pieces: [])
        var text: [UInt8] = []
        keep()
        blank(quote.utf8.count - 1)
        while index < bytes.count, !starts(with: end) {
            if starts(with: escape + "(") {
                blank(escape.utf8.count + 1)
                let start = index
                readCode(inInterpolation: true)
                let expression = String(
                    decoding: bytes[start..<max(start, index - 1)], as: UTF8.self)
                literal.pieces.append(
                    .init(text: String(decoding: text, as: UTF8.self), expression: expression))
                text = []
            } else if quote == "\"", bytes[index] == UInt8(ascii: "\n") {
                break  // Not a string after all; go on with the next line.
            } else {
                let length = starts(with: escape) ? escape.utf8.count + 1 : 1
                text += bytes[index..<min(bytes.count, index + length)]
                keepsText ? keep(length) : blank(length)
            }
        }
        literal.pieces.append(.init(text: String(decoding: text, as: UTF8.self)))
        literals.append(literal)
        guard starts(with: end) else { return }
        keep()
        blank(end.utf8.count - 1)
    }

    /// How many `#` stand before the quote that opens here; nil when no string opens here.
    private func openingHashes() -> Int? {
        var position = index
        while position < bytes.count, bytes[position] == UInt8(ascii: "#") { position += 1 }
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
        return position - index
    }

    private func starts(with text: String) -> Bool {
        // Nearly always: be quick.
        guard index < bytes.count, bytes[index] == text.utf8.first else { return false }
        return bytes[index...].starts(with: text.utf8)
    }

    private mutating func keep(_ count: Int = 1) {
        for _ in 0..<count where index < bytes.count { keep(as: bytes[index]) }
    }

    private mutating func blank(_ count: Int = 1) {
        for _ in 0..<count where index < bytes.count { keep(as: UInt8(ascii: " ")) }
    }

    private mutating func keep(as byte: UInt8) {
        let isNewline = bytes[index] == UInt8(ascii: "\n")
        output.append(isNewline ? bytes[index] : byte)
        if isNewline { line += 1 }
        index += 1
    }
}
