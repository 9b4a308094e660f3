import Domain
import GRDB
import GRDBSQLite

/// Binds the values of a statement from left to right, and seals those of a row of truth on the
/// way.
///
/// It checks nothing itself: `failure` tells afterwards what SQLite refused, and whether a value is
/// missing.
struct RowBinding {
    private let pointer: OpaquePointer
    private var count: CInt = 0
    private var code = SQLITE_OK
    private var seal: RunningSeal?

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    /// Why the statement cannot run; nil where all was bound.
    var failure: CInt? {
        if code != SQLITE_OK { return code }
        return count == sqlite3_bind_parameter_count(pointer) ? nil : SQLITE_MISUSE
    }

    /// Seals the values that follow, up to `endSeal`.
    mutating func beginSeal(_ seal: RunningSeal) { self.seal = seal }

    /// Binds the seal of the values since `beginSeal`.
    mutating func endSeal() {
        guard let bytes = seal?.finished() else { return }
        seal = nil
        count += 1
        note(sqlite3_bind_blob(pointer, count, bytes, CInt(bytes.count), Self.copied))
    }

    mutating func addNull() {
        count += 1
        note(sqlite3_bind_null(pointer, count))
        seal?.addNull()
    }

    mutating func add(_ integer: Int64) {
        count += 1
        note(sqlite3_bind_int64(pointer, count, integer))
        seal?.add(integer)
    }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(utf8: $0) }
    }

    /// Adds a text by its UTF-8.
    mutating func add(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        count += 1
        bytes.withMemoryRebound(to: CChar.self) { characters in
            // No pointer would be NULL, which an empty text is not.
            let code =
                characters.isEmpty
                ? sqlite3_bind_text(pointer, count, "", 0, Self.copied)
                : sqlite3_bind_text(
                    pointer, count, characters.baseAddress, CInt(characters.count), Self.copied)
            note(code)
        }
        seal?.add(utf8: bytes)
    }

    /// SQLite copies the bytes at once.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private mutating func note(_ code: CInt) {
        if self.code == SQLITE_OK { self.code = code }
    }

    /// For columns that show an amount as a decimal fraction, beside the integer that counts.
    mutating func add(number: Double?) {
        guard let number else { return addNull() }
        count += 1
        note(sqlite3_bind_double(pointer, count, number))
        seal?.add(numberBits: number.bitPattern)
    }
}

extension RowBinding {
    mutating func add(_ integer: Int64?) {
        guard let integer else { return addNull() }
        add(integer)
    }

    mutating func add(_ text: String?) {
        guard let text else { return addNull() }
        add(text)
    }

    mutating func add(_ flag: Bool) { add(flag ? 1 : 0 as Int64) }

    mutating func add(_ amount: some Amount) { add(amount.units) }

    mutating func add(_ amount: (some Amount)?) { add(amount?.units) }

    mutating func add(_ time: Timestamp) { add(time.nanoseconds) }

    mutating func add(_ time: Timestamp?) { add(time?.nanoseconds) }

    /// Adds an instant as ISO 8601.
    mutating func add(iso time: Timestamp) {
        let bytes = time.iso8601
        bytes.span.withUnsafeBufferPointer { add(utf8: $0) }
    }

    /// Adds a day as ISO 8601.
    mutating func add(iso day: Day) {
        guard let bytes = day.iso8601 else { return add(day.description) }
        bytes.span.withUnsafeBufferPointer { add(utf8: $0) }
    }

    /// Adds an amount for show.
    mutating func add(shown amount: some Amount) { add(number: amount.approximate) }

    /// Adds an amount for show, or NULL.
    mutating func add(shown amount: (some Amount)?) { add(number: amount?.approximate) }
}
