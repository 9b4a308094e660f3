/// The lines of a CSV file, one after the other: header first, all with as many fields as it has.
///
/// What is common to files of bars and of corporate actions.
struct CSVLines {
    /// The header, once `readHeader` was called.
    private(set) var header = Header(names: [])
    /// The fields of the line read last.
    private(set) var fields = LineFields()
    /// The number of the line read last; the header is line 1.
    private(set) var line = 0
    /// Where the next line starts.
    private(set) var offset = 0

    /// Reads the first line.
    mutating func readHeader(_ bytes: Span<UInt8>) throws(BarFileError) {
        guard bytes.count > 0 else { throw .empty }
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
        try readLine(bytes)
        if fields.isBlank {
            _ = try settle(bytes)
            throw .empty  // Blank all the way down.
        }
        header = Header(names: (0..<fields.count).map { bytes.excerpt(fields[$0]) })
    }

    /// Reads the next line; false at the end of the file.
    mutating func next(_ bytes: Span<UInt8>) throws(BarFileError) -> Bool {
        guard offset < bytes.count else { return false }
        try readLine(bytes)
        if fields.count == header.names.count, !fields.isBlank { return true }
        return try settle(bytes)
    }

    /// An error at a field of the line read last.
    func error(
        _ column: Int, _ bytes: Span<UInt8>, _ fault: FieldFault
    ) -> BarFileError {
        .field(
            line: line, column: header.names[column], value: bytes.excerpt(fields[column]), fault)
    }

    private mutating func readLine(_ bytes: Span<UInt8>) throws(BarFileError) {
        line += 1
        do {
            offset = try fields.read(bytes, from: offset)
        } catch {
            throw .line(line, error)
        }
    }

    /// Blank lines may end a file, and nothing else may have another number of fields.
    private mutating func settle(_ bytes: Span<UInt8>) throws(BarFileError) -> Bool {
        guard fields.isBlank else {
            throw .fieldCount(line: line, found: fields.count, expected: header.names.count)
        }
        let blank = line
        while offset < bytes.count {
            try readLine(bytes)
            guard fields.isBlank else { throw .blankLine(blank) }
        }
        return false
    }
}
