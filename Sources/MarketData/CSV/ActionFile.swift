import Domain

/// The corporate actions of a CSV file, complete and checked.
///
/// Columns `date,symbol,kind,value` in any order: `2014-06-09,AAPL,split,7:1` or
/// `2013-02-07,AAPL,dividend,2.65`. One action of each kind a day and symbol; rows in any order.
public struct ActionFile: Sendable {
    /// The actions, sorted by day, then by symbol, a split before a dividend.
    public let actions: [DatedAction]

    /// Reads a file.
    public init(path: String) throws(BarFileError) {
        let bytes = try FileBytes.read(path)
        try self.init(bytes: bytes.span)
    }

    /// Reads a file's bytes.
    public init(bytes: Span<UInt8>) throws(BarFileError) {
        var lines = CSVLines()
        try lines.readHeader(bytes)
        let columns = try Columns(lines.header)
        var actions: [DatedAction] = []
        var known: Set<Key> = []
        while try lines.next(bytes) {
            let action = try columns.action(lines, bytes)
            guard known.insert(Key(action)).inserted else {
                throw lines.error(columns.date, bytes, .repeatedAction)
            }
            actions.append(action)
        }
        guard !actions.isEmpty else { throw .noRows }
        self.actions = actions.sorted { Key($0) < Key($1) }
    }

    private struct Key: Hashable, Comparable {
        let day: Day
        let symbol: Symbol
        let isDividend: Bool

        init(_ action: DatedAction) {
            (day, symbol) = (action.day, action.symbol)
            if case .dividend = action.action { isDividend = true } else { isDividend = false }
        }

        static func < (left: Key, right: Key) -> Bool {
            if left.day != right.day { return left.day < right.day }
            if left.symbol != right.symbol { return left.symbol < right.symbol }
            return !left.isDividend && right.isDividend
        }
    }
}

/// Which column holds what, and how a row of them is read.
private struct Columns {
    let date: Int
    private let symbol: Int
    private let kind: Int
    private let value: Int

    init(_ header: Header) throws(BarFileError) {
        date = try header.required(["date"], as: "date")
        symbol = try header.required(["symbol"], as: "symbol")
        kind = try header.required(["kind"], as: "kind")
        value = try header.required(["value"], as: "value")
    }

    func action(_ lines: CSVLines, _ bytes: Span<UInt8>) throws(BarFileError) -> DatedAction {
        guard let symbol = Symbol(text(symbol, lines, bytes)) else {
            throw lines.error(symbol, bytes, .noSymbol)
        }
        let action = try effect(lines, bytes)
        if let fault = action.fault {
            throw lines.error(value, bytes, .impossibleAction(fault))
        }
        return DatedAction(day: try day(lines, bytes), symbol: symbol, action: action)
    }

    private func day(_ lines: CSVLines, _ bytes: Span<UInt8>) throws(BarFileError) -> Day {
        var stamps = StampReader(zone: nil)
        do throws(FieldFault) {
            guard case .day(let day) = try stamps.read(bytes, lines.fields[date]) else {
                throw FieldFault.noStamp
            }
            return day
        } catch {
            throw lines.error(date, bytes, error)
        }
    }

    private func effect(
        _ lines: CSVLines, _ bytes: Span<UInt8>
    ) throws(BarFileError) -> CorporateAction {
        switch text(kind, lines, bytes).lowercased() {
        case "split":
            let parts = text(value, lines, bytes).split(
                separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let new = Int64(parts[0]), let old = Int64(parts[1]) else {
                throw lines.error(value, bytes, .noRatio)
            }
            return .split(new: new, old: old)
        case "dividend":
            do throws(DecimalFault) {
                return .dividend(perShare: try Price(text(value, lines, bytes)))
            } catch {
                throw lines.error(value, bytes, .decimal(error))
            }
        default: throw lines.error(kind, bytes, .noKind)
        }
    }

    private func text(_ column: Int, _ lines: CSVLines, _ bytes: Span<UInt8>) -> String {
        String(decoding: bytes.array(lines.fields[column].prefix(100)), as: UTF8.self)
    }
}
