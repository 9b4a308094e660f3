import Domain

/// Reads one MessagePack value and nothing after it, as bytes of a stranger: every count is checked
/// against what is there before room is made for it.
struct MessagePackReader {
    /// The deepest nesting that is read.
    static let depthMax = 32

    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func read() throws(WireFault) -> WireValue {
        let value = try value(depth: 0)
        guard index == bytes.count else { throw Self.fault("there is more after the value") }
        return value
    }

    static func fault(_ message: String) -> WireFault {
        WireFault("body", "is no MessagePack: \(message)")
    }

    private mutating func value(depth: Int) throws(WireFault) -> WireValue {
        guard depth <= Self.depthMax else { throw Self.fault("it is nested too deep") }
        let head: UInt8 = try integer()
        switch head {
        case 0x00...0x7F: return .integer(head)
        case 0x80...0x8F: return try map(Int(head & 15), depth)
        case 0x90...0x9F: return try list(Int(head & 15), depth)
        case 0xA0...0xBF: return .string(try text(Int(head & 31)))
        case 0xE0...0xFF: return .integer(Int8(bitPattern: head))
        case 0xC0: return .null
        case 0xC2, 0xC3: return .bool(head == 0xC3)
        case 0xC4...0xC6, 0xD9...0xDB: return .string(try text(try count(head, 0xC4, 0xD9)))
        case 0xCA...0xD3: return try number(head)
        case 0xC7...0xC9: return try ext(try count(head, 0xC7, 0xC7))
        case 0xD4...0xD8: return try ext(1 << Int(head - 0xD4))
        case 0xDC, 0xDD: return try list(try wideCount(head == 0xDD), depth)
        case 0xDE, 0xDF: return try map(try wideCount(head == 0xDF), depth)
        default: throw Self.fault("byte \(head) begins no value")
        }
    }

    private mutating func number(_ head: UInt8) throws(WireFault) -> WireValue {
        switch head {
        case 0xCA: return float(Double(Float(bitPattern: try integer())))
        case 0xCB: return float(Double(bitPattern: try integer()))
        case 0xCC: return .integer(try integer() as UInt8)
        case 0xCD: return .integer(try integer() as UInt16)
        case 0xCE: return .integer(try integer() as UInt32)
        case 0xCF: return .integer(try integer() as UInt64)
        case 0xD0: return .integer(try integer() as Int8)
        case 0xD1: return .integer(try integer() as Int16)
        case 0xD2: return .integer(try integer() as Int32)
        default: return .integer(try integer() as Int64)
        }
    }

    /// The fewest digits that give the float back: those of the decimal that it was made from.
    private func float(_ value: Double) -> WireValue {
        value.isFinite ? .number(value.description) : .null
    }

    private mutating func count(
        _ head: UInt8, _ first: UInt8, _ second: UInt8
    ) throws(WireFault) -> Int {
        switch head - (head >= second ? second : first) {
        case 0: Int(try integer() as UInt8)
        case 1: Int(try integer() as UInt16)
        default: Int(try integer() as UInt32)
        }
    }

    private mutating func wideCount(_ isWide: Bool) throws(WireFault) -> Int {
        isWide ? Int(try integer() as UInt32) : Int(try integer() as UInt16)
    }

    private mutating func list(_ count: Int, _ depth: Int) throws(WireFault) -> WireValue {
        guard count <= bytes.count - index else { throw Self.fault("it ends too early") }
        var items: [WireValue] = []
        for _ in 0..<count { items.append(try value(depth: depth + 1)) }
        return .list(items)
    }

    private mutating func map(_ count: Int, _ depth: Int) throws(WireFault) -> WireValue {
        guard count * 2 <= bytes.count - index else { throw Self.fault("it ends too early") }
        var fields: [String: WireValue] = [:]
        for _ in 0..<count {
            guard case .string(let name) = try value(depth: depth + 1) else {
                throw Self.fault("a name is no text")
            }
            fields[name] = try value(depth: depth + 1)
        }
        return .map(fields)
    }

    private mutating func text(_ count: Int) throws(WireFault) -> String {
        guard let text = String(validating: try take(count), as: UTF8.self) else {
            throw Self.fault("a text is not UTF-8")
        }
        return text
    }

    /// The timestamp extension; any other has no meaning here.
    private mutating func ext(_ count: Int) throws(WireFault) -> WireValue {
        let type: Int8 = try integer()
        guard type == -1 else {
            _ = try take(count)
            return .null
        }
        switch count {
        case 4: return try time(seconds: Int64(try integer() as UInt32), fraction: 0)
        case 8:
            let both: UInt64 = try integer()
            return try time(seconds: Int64(both & (1 << 34 - 1)), fraction: Int64(both >> 34))
        case 12:
            let fraction: UInt32 = try integer()
            return try time(seconds: try integer(), fraction: Int64(fraction))
        default: throw Self.fault("a timestamp has \(count) bytes")
        }
    }

    private func time(seconds: Int64, fraction: Int64) throws(WireFault) -> WireValue {
        guard fraction < 1_000_000_000 else { throw Self.fault("a second has too many parts") }
        let start = Timestamp(nanoseconds: 0).advanced(bySeconds: seconds)
        return .time(start.advanced(byNanoseconds: fraction))
    }

    private mutating func integer<Number: FixedWidthInteger>() throws(WireFault) -> Number {
        var number: Number = 0
        for byte in try take(Number.bitWidth / 8) {
            number = (Number.bitWidth > 8 ? number << 8 : 0) | Number(truncatingIfNeeded: byte)
        }
        return number
    }

    private mutating func take(_ count: Int) throws(WireFault) -> ArraySlice<UInt8> {
        guard count <= bytes.count - index else { throw Self.fault("it ends too early") }
        defer { index += count }
        return bytes[index..<(index + count)]
    }
}

extension WireValue {
    /// Reads MessagePack.
    public static func messagePack(_ bytes: [UInt8]) throws(WireFault) -> WireValue {
        var reader = MessagePackReader(bytes)
        return try reader.read()
    }

    /// The same as MessagePack.
    public var messagePack: [UInt8] {
        var writer = MessagePackWriter()
        writer.write(self)
        return writer.bytes
    }
}
