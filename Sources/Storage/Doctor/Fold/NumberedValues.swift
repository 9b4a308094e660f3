/// A value for each number of a row, where numbers mostly follow each other.
///
/// It lies in blocks: a million values take little more than their own bytes, and a damaged number
/// takes one block.
struct NumberedValues<Value> {
    private static var length: Int64 { 4_096 }

    private var blocks: [Int64: [Value]] = [:]
    private let initial: Value

    /// All numbers have the initial value.
    init(_ initial: Value) { self.initial = initial }

    subscript(number: Int64) -> Value {
        get { blocks[Self.block(of: number)]?[Self.place(of: number)] ?? initial }
        set {
            let initial = initial
            blocks[
                Self.block(of: number), default: Array(repeating: initial, count: Int(Self.length))
            ][Self.place(of: number)] = newValue
        }
    }

    private static func block(of number: Int64) -> Int64 { number >> 12 }

    private static func place(of number: Int64) -> Int { Int(number & (length - 1)) }
}
