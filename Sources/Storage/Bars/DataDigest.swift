import Crypto
public import Domain

/// A running SHA-256 over bars and texts: the identity of data that a paper account trades on.
public struct DataDigest {
    private var hash = SHA256()

    /// The digest of nothing.
    public init() {}

    /// Adds bars: time, prices and volume of each, as little-endian 64-bit integers.
    public mutating func add(_ bars: some Sequence<Bar>) {
        var values: [Int64] = []
        for bar in bars {
            values += [
                bar.start.nanoseconds, bar.open.nanos, bar.high.nanos, bar.low.nanos,
                bar.close.nanos, bar.volume.thousandths,
            ].map(\.littleEndian)
            if values.count >= 6_144 { flush(&values) }
        }
        flush(&values)
    }

    /// Adds a text and its end.
    public mutating func add(_ text: String) {
        hash.update(data: Array(text.utf8) + [0])
    }

    /// The digest of what was added so far, in hexadecimal.
    public var text: String {
        hash.finalize().map(hexadecimal).joined()
    }

    private mutating func flush(_ values: inout [Int64]) {
        values.withUnsafeBytes { hash.update(bufferPointer: $0) }
        values.removeAll(keepingCapacity: true)
    }
}

/// Two digits of base 16.
func hexadecimal(_ byte: UInt8) -> String {
    let text = String(byte, radix: 16)
    return byte < 16 ? "0" + text : text
}
