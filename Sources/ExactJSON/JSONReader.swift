/// Reads one JSON value (RFC 8259) and nothing after it.
///
/// Stricter than most: a name twice in an object is refused, since nobody knows which one counts,
/// and so is what lies too deep, since each level takes stack.
public struct JSONReader {
    /// The deepest nesting that is read.
    public static let depthMax = 32

    private let bytes: [UInt8]
    private var index = 0
    private var line = 1

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The value that some bytes are.
    ///
    /// - Throws: what is no JSON, and its line.
    public static func read(_ bytes: [UInt8]) throws(JSONFault) -> JSONValue {
        var reader = JSONReader(bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.index = 3 }  // A byte order mark.
        let value = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.peek == nil else { throw reader.fault("there is more after the JSON value") }
        return value
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private func fault(_ message: String) -> JSONFault { JSONFault(line: line, message: message) }

    /// A fault that quotes what stands here.
    private func expected(_ what: String) -> JSONFault {
        let rest = bytes[index...].prefix(20).prefix { $0 > 32 }
        let found = rest.isEmpty ? "the end" : "'\(String(decoding: rest, as: UTF8.self))'"
        return fault("\(what) is expected, not \(peek == nil ? "the end of the file" : found)")
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 32 || byte == 9 || byte == 10 || byte == 13 {
            if byte == 10 { line += 1 }
            index += 1
        }
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth <= Self.depthMax else {
            throw fault("nested more than \(Self.depthMax) deep")
        }
        skipBlanks()
        switch peek {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(
        _ text: String, _ value: JSONValue
    ) throws(JSONFault) -> JSONValue {
        guard bytes[index...].starts(with: text.utf8) else { throw expected("a value") }
        index += text.utf8.count
        return value
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard peek == byte else { return false }
        index += 1
        return true
    }

    private mutating func array(depth: Int) throws(JSONFault) -> [JSONValue] {
        index += 1
        var values: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return values }
        repeat { values.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw expected("',' or ']'") }
        return values
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSONObject {
        var object = JSONObject(line: line)
        index += 1
        if take(UInt8(ascii: "}")) { return object }
        repeat {
            skipBlanks()
            guard peek == UInt8(ascii: "\"") else { throw expected("a name in quotes") }
            let name = try string()
            guard take(UInt8(ascii: ":")) else { throw expected("':'") }
            let value = try value(depth: depth + 1)
            guard object.fields.updateValue(value, forKey: name) == nil else {
                throw fault("'\(name.prefix(40))' stands twice in one object")
            }
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw expected("',' or '}'") }
        return object
    }

    /// The text of a number, as it stands.
    private mutating func number() throws(JSONFault) -> String {
        let start = index
        if peek == UInt8(ascii: "-") { index += 1 }
        let whole = digits()
        let isLeading = whole > 1 && bytes[index - whole] == UInt8(ascii: "0")
        var isNumber = whole > 0 && !isLeading
        if peek == UInt8(ascii: ".") {
            index += 1
            isNumber = digits() > 0 && isNumber
        }
        if let letter = peek, letter | 32 == UInt8(ascii: "e") {
            index += 1
            if let sign = peek, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                index += 1
            }
            isNumber = digits() > 0 && isNumber
        }
        guard isNumber else {
            index = start
            throw expected("a value")
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let start = index
        while let byte = peek, byte >= 48, byte <= 57 { index += 1 }
        return index - start
    }
}

extension JSONReader {
    private mutating func string() throws(JSONFault) -> String {
        index += 1
        var units: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: "\"") {
            guard byte >= 32 else { throw fault("a string is not closed on its line") }
            index += 1
            if byte == UInt8(ascii: "\\") {
                units += try escape()
            } else {
                units.append(byte)
            }
        }
        guard peek != nil else { throw fault("a string is not closed") }
        index += 1
        guard let text = String(validating: units, as: UTF8.self) else {
            throw fault("a string is not UTF-8")
        }
        return text
    }

    private mutating func escape() throws(JSONFault) -> [UInt8] {
        let letter = peek
        index += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter ?? 0]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "u"): return Array(String(try scalar()).utf8)
        default: throw fault("a string has a backslash before a letter that has no meaning")
        }
    }

    /// A character written as `\u20ac`, or as a pair of those.
    private mutating func scalar() throws(JSONFault) -> Character {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return Character(scalar) }
        guard bytes[index...].starts(with: [92, 117]) else { throw unpaired }
        index += 2
        let second = try hexadecimal()
        guard (0xD800..<0xDC00).contains(first), (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw unpaired }
        return Character(scalar)
    }

    private var unpaired: JSONFault { fault("a string has one half of a \\u pair") }

    private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
        let digits = bytes[index...].prefix(4)
        let text = String(decoding: digits, as: UTF8.self)
        guard digits.count == 4, digits.allSatisfy({ $0 != 43 && $0 != 45 }),
            let value = UInt32(text, radix: 16)
        else { throw fault("a string has \\u without four hexadecimal digits") }
        index += 4
        return value
    }
}
