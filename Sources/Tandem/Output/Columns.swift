/// Text in columns of fixed width.
enum Columns {
    /// A cell and how wide it is at least.
    enum Cell {
        case left(String, Int)
        case right(String, Int)

        var text: String {
            switch self {
            case .left(let text, let width): text + Columns.blanks(width - text.count)
            case .right(let text, let width): Columns.blanks(width - text.count) + text
            }
        }
    }

    static func row(_ cells: [Cell]) -> String {
        var line = cells.map(\.text).joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
    }

    private static func blanks(_ count: Int) -> String {
        String(repeating: " ", count: max(0, count))
    }
}
