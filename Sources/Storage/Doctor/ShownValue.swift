import FoundationEssentials
import GRDB

extension DatabaseValue {
    /// The value for a person's eye, cut short.
    var shown: String {
        switch storage {
        case .null: "NULL"
        case .int64(let number): "\(number)"
        case .double(let number): "\(number)"
        case .string(let text): text.count > 80 ? "'\(text.prefix(77))...'" : "'\(text)'"
        case .blob(let data):
            data.count > 32
                ? "\(data.count) bytes, \(data.prefix(8).map(hexadecimal).joined())..."
                : "x'\(data.map(hexadecimal).joined())'"
        }
    }
}

extension Row {
    /// The value of a column for a person's eye.
    func shown(_ index: Int) -> String { (self[index] as DatabaseValue).shown }
}
