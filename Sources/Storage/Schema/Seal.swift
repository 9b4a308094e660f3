import Foundation
import GRDB

/// The checksums that a row of truth carries: one for each of its cells, and one over those.
///
/// A changed cell is found and named by itself. Changed checksums are named as such, since the last
/// one then no longer fits the others. It finds damage and careless hands; it is no signature.
struct Seal: Sendable {
    /// Where the checksum of each column starts from: table and column name are in it already.
    private let starts: [UInt64]

    init(table: String, columns: [String]) {
        starts = columns.map { column in
            var hash = Checksum()
            hash.add(bytes: table.utf8, count: table.utf8.count)
            hash.add(bytes: column.utf8, count: column.utf8.count)
            return hash.state
        }
    }

    /// The seal of a row: 4 bytes a column in column order, then 4 bytes over them.
    func bytes(key: [DatabaseValue], values: [DatabaseValue]) -> [UInt8] {
        var row = Checksum()
        for part in key { row.add(part) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(starts.count * 4 + 4)
        for (start, value) in zip(starts, values) {
            var cell = Checksum(state: start ^ row.state)
            cell.add(value)
            Self.append(cell.folded, to: &bytes)
        }
        Self.append(Self.whole(bytes[...]), to: &bytes)
        return bytes
    }

    /// A seal that is made as the values of a row are handed out, in column order; the key's values
    /// come first.
    func running(key: (inout Checksum) -> Void) -> RunningSeal {
        var row = Checksum()
        key(&row)
        return RunningSeal(starts: starts, row: row.state)
    }

    /// Which columns do not fit the seal that was stored; nil where the seal itself was changed.
    func changedColumns(
        seal: [UInt8], key: [DatabaseValue], values: [DatabaseValue]
    ) -> [Int]? {
        let expected = bytes(key: key, values: values)
        guard seal != expected else { return [] }
        guard seal.count == expected.count else { return nil }
        var last: [UInt8] = []
        Self.append(Self.whole(seal.dropLast(4)), to: &last)
        guard Array(seal.suffix(4)) == last else { return nil }
        return starts.indices.filter { index in
            let range = index * 4..<index * 4 + 4
            return seal[range] != expected[range]
        }
    }

    fileprivate static func whole(_ cells: ArraySlice<UInt8>) -> UInt32 {
        var hash = Checksum()
        for byte in cells { hash.add(byte) }
        return hash.folded
    }

    fileprivate static func append(_ word: UInt32, to bytes: inout [UInt8]) {
        for shift in stride(from: 0, through: 24, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }
}

/// The seal of a row whose values come one by one: the same bytes as of the values together.
struct RunningSeal {
    private let starts: [UInt64]
    private let row: UInt64
    private var column = 0
    private var bytes: [UInt8] = []

    fileprivate init(starts: [UInt64], row: UInt64) {
        self.starts = starts
        self.row = row
        bytes.reserveCapacity(starts.count * 4 + 4)
    }

    mutating func addNull() { add { $0.addNull() } }

    mutating func add(_ integer: Int64) { add { $0.add(integer) } }

    mutating func add(numberBits: UInt64) { add { $0.add(numberBits: numberBits) } }

    mutating func add(utf8 text: UnsafeBufferPointer<UInt8>) { add { $0.add(utf8: text) } }

    /// The seal, once all values were added.
    consuming func finished() -> [UInt8] {
        precondition(column == starts.count, "a value for each sealed column")
        Seal.append(Seal.whole(bytes[...]), to: &bytes)
        return bytes
    }

    @inline(__always)
    private mutating func add(_ add: (inout Checksum) -> Void) {
        var cell = Checksum(state: starts[column] ^ row)
        add(&cell)
        Seal.append(cell.folded, to: &bytes)
        column += 1
    }
}

/// A checksum of cells: FNV-1a over bytes and words, then the finaliser of MurmurHash3.
///
/// Kind and content go in, so that 1, 1.0 and "1" differ.
struct Checksum {
    fileprivate var state: UInt64 = 0xcbf2_9ce4_8422_2325

    fileprivate mutating func add(_ byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }

    private mutating func add(word: UInt64) {
        state = Self.mixed((state ^ word) &* 0x9e37_79b9_7f4a_7c15)
    }

    fileprivate mutating func add(bytes: some Sequence<UInt8>, count: Int) {
        for byte in bytes { add(byte) }
        add(word: UInt64(count))
    }

    mutating func addNull() { add(UInt8(0)) }

    mutating func add(_ integer: Int64) {
        add(UInt8(1))
        add(word: UInt64(bitPattern: integer))
    }

    mutating func add(numberBits: UInt64) {
        add(UInt8(2))
        add(word: numberBits)
    }

    mutating func add(utf8 text: UnsafeBufferPointer<UInt8>) {
        add(UInt8(3))
        add(bytes: text, count: text.count)
    }

    mutating func add(_ text: String) {
        add(UInt8(3))
        add(bytes: text.utf8, count: text.utf8.count)
    }

    mutating func add(_ value: DatabaseValue) {
        switch value.storage {
        case .null: addNull()
        case .int64(let number): add(number)
        case .double(let number): add(numberBits: number.bitPattern)
        case .string(let text): add(text)
        case .blob(let data):
            add(UInt8(4))
            add(bytes: data, count: data.count)
        }
    }

    var folded: UInt32 {
        let mixed = Self.mixed(state)
        return UInt32(truncatingIfNeeded: mixed >> 32) ^ UInt32(truncatingIfNeeded: mixed)
    }

    private static func mixed(_ word: UInt64) -> UInt64 {
        var mixed = word
        mixed = (mixed ^ (mixed >> 33)) &* 0xff51_afd7_ed55_8ccd
        mixed = (mixed ^ (mixed >> 33)) &* 0xc4ce_b9fe_1a85_ec53
        return mixed ^ (mixed >> 33)
    }
}
