/// Why a CSV file was refused. Nothing of it is used.
public enum BarFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The system would not open or read it.
    case unreadable(path: String, reason: String)
    /// The path names a folder.
    case isDirectory(path: String)
    /// More bytes than we read at once.
    case tooLarge(path: String, bytesMax: Int)
    /// Not one byte.
    case empty
    /// A header and nothing below it.
    case noRows
    /// The header lacks a column.
    case missingColumn(String, found: [String])
    /// The header names a column twice.
    case repeatedColumn(String)
    /// A line that is no line of CSV.
    case line(Int, LineFault)
    /// Other fields than the header has columns.
    case fieldCount(line: Int, found: Int, expected: Int)
    /// A blank line with more lines below it.
    case blankLine(Int)
    /// The newest line comes first.
    case newestFirst
    /// One field; `value` is cut to 40 characters.
    case field(line: Int, column: String, value: String, FieldFault)

    /// A sentence for the person who has the file.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)."
        case .isDirectory(let path): "\(path) is a folder; name a CSV file."
        case .tooLarge(let path, let most): "\(path) has more than \(most) bytes; split it."
        case .empty: "The file is empty; its first line names the columns."
        case .noRows: "The file has a header and no rows."
        case .missingColumn(let name, let found):
            "Line 1: there is no column \"\(name)\" among \(found.joined(separator: ", "))."
        case .repeatedColumn(let name): "Line 1: the column \"\(name)\" stands twice."
        case .line(let line, let fault): "Line \(line) \(fault)."
        case .fieldCount(let line, let found, let expected):
            "Line \(line) has \(found) fields; the header has \(expected) columns."
        case .blankLine(let line): "Line \(line) is blank; only the end of a file may be."
        case .newestFirst: "The file has its newest line first; sort it, oldest first."
        case .field(let line, let column, let value, let fault):
            "Line \(line): \(column) \"\(value)\" \(fault)."
        }
    }
}

/// Why a line is no line of CSV.
public enum LineFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// A quote that is not closed, or closed in the middle of a field.
    case quote
    /// More bytes than any line needs.
    case tooLong(bytesMax: Int)
    /// More fields than any line needs.
    case tooManyFields(most: Int)

    /// What is wrong, to follow "Line 7" in a sentence.
    public var description: String {
        switch self {
        case .quote: "has a quote that does not enclose a whole field"
        case .tooLong(let most): "is longer than \(most) bytes"
        case .tooManyFields(let most): "has more than \(most) fields"
        }
    }
}
