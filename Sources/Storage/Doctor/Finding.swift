/// A cell, row or table that is not what it should be.
public struct Finding: Hashable, Sendable, CustomStringConvertible {
    /// The table, or `file` where the file itself is damaged.
    public let table: String
    /// The row by its key; nil where the whole table is meant.
    public let row: String?
    /// The column; nil where the whole row is meant.
    public let column: String?
    /// What stands there.
    public let found: String
    /// What should.
    public let expected: String

    /// One line for the terminal.
    public var description: String {
        let place = [table, row.map { "row \($0)" }, column].compactMap { $0 }
        return "\(place.joined(separator: ", ")): found \(found), expected \(expected)"
    }
}

/// What an examination has found; bounded, since one damaged page may spoil a million rows.
struct Findings {
    static let countMax = 10_000

    private(set) var list: [Finding] = []

    var isFull: Bool { list.count >= Self.countMax }

    mutating func add(
        _ table: String, row: String? = nil, column: String? = nil, found: String, expected: String
    ) {
        guard !isFull else { return }
        list.append(
            Finding(table: table, row: row, column: column, found: found, expected: expected))
    }

    mutating func add(_ more: [Finding]) { list += more.prefix(Self.countMax - list.count) }
}
