import FoundationEssentials

/// A fast 64-bit checksum of many bytes: it finds damage, and does not withstand an attacker.
///
/// Four lanes of 64-bit words, each step of which can be undone, so one altered word always alters
/// the sum. 48 MB take some 10 ms, where SHA-256 takes 150: that one is kept for identities.
enum PayloadChecksum {
    private static let odd: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let other: UInt64 = 0xC2B2_AE3D_27D4_EB4F

    /// The checksum as 8 little-endian bytes.
    static func data(_ bytes: UnsafeRawBufferPointer) -> Data {
        withUnsafeBytes(of: of(bytes).littleEndian) { Data($0) }
    }

    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var (first, second, third, fourth) = (odd, other, ~odd, ~other)
        let blocks = bytes.count / 32
        for offset in stride(from: 0, to: blocks * 32, by: 32) {
            first = step(first, load(bytes, offset))
            second = step(second, load(bytes, offset + 8))
            third = step(third, load(bytes, offset + 16))
            fourth = step(fourth, load(bytes, offset + 24))
        }
        var sum = UInt64(bytes.count)
        for lane in [first, second, third, fourth] { sum = step(sum, lane) }
        for offset in (blocks * 32)..<bytes.count { sum = step(sum, UInt64(bytes[offset])) }
        sum ^= sum >> 29
        sum &*= other
        return sum ^ sum >> 32
    }

    @inline(__always)
    private static func step(_ lane: UInt64, _ word: UInt64) -> UInt64 {
        let mixed = (lane ^ word) &* odd
        return mixed << 31 | mixed >> 33
    }

    @inline(__always)
    private static func load(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
