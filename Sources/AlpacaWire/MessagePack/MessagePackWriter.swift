import Domain

/// Writes values as MessagePack (the specification of msgpack.org), each in its shortest form.
struct MessagePackWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ value: WireValue) {
        switch value {
        case .null: bytes.append(0xC0)
        case .bool(let flag): bytes.append(flag ? 0xC3 : 0xC2)
        case .number(let text): write(number: text)
        case .string(let text): write(text: text)
        case .time(let time): write(time)
        case .list(let items):
            write(count: items.count, fix: 0x90, fixMax: 15, wide: (0xDC, 0xDD))
            for item in items { write(item) }
        case .map(let fields):
            write(count: fields.count, fix: 0x80, fixMax: 15, wide: (0xDE, 0xDF))
            for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
                write(text: name)
                write(value)
            }
        }
    }

    /// A whole number as an integer, any other as a 64-bit float: the format has no decimals.
    private mutating func write(number text: String) {
        guard let whole = Int64(text) else {
            bytes.append(0xCB)
            append((Double(text) ?? 0).bitPattern)
            return
        }
        switch whole {
        case 0..<128: bytes.append(UInt8(whole))
        case -32..<0: bytes.append(UInt8(truncatingIfNeeded: whole))
        case 128..<256: write(0xCC, UInt8(whole))
        case 256..<65_536: write(0xCD, UInt16(whole))
        case 65_536..<4_294_967_296: write(0xCE, UInt32(whole))
        default: write(0xD3, whole)
        }
    }

    private mutating func write(text: String) {
        let utf8 = Array(text.utf8)
        if utf8.count > 31, utf8.count < 256 {
            write(0xD9, UInt8(utf8.count))
        } else {
            write(count: utf8.count, fix: 0xA0, fixMax: 31, wide: (0xDA, 0xDB))
        }
        bytes += utf8
    }

    private mutating func write(count: Int, fix: UInt8, fixMax: Int, wide: (UInt8, UInt8)) {
        if count <= fixMax {
            bytes.append(fix | UInt8(count))
        } else if count < 65_536 {
            write(wide.0, UInt16(count))
        } else {
            write(wide.1, UInt32(truncatingIfNeeded: count))
        }
    }

    /// The timestamp extension, type -1, of 64 bits where they do: 30 bits of nanoseconds above 34
    /// of seconds.
    private mutating func write(_ time: Timestamp) {
        let seconds = time.seconds
        let fraction = UInt64(time.nanoseconds - seconds * 1_000_000_000)
        if (0..<(1 << 34)).contains(seconds) {
            bytes += [0xD7, 0xFF]
            append(fraction << 34 | UInt64(seconds))
        } else {
            bytes += [0xC7, 12, 0xFF]
            append(UInt32(fraction))
            append(seconds)
        }
    }

    private mutating func write(_ head: UInt8, _ value: some FixedWidthInteger) {
        bytes.append(head)
        append(value)
    }

    private mutating func append(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { bytes += $0 }
    }
}
