import Domain
import Foundation

/// Writes an answer as JSON with sorted keys, so that two equal answers are the same bytes.
enum JSONOutput {
    static func print(_ answer: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        Swift.print(String(decoding: try encoder.encode(answer), as: UTF8.self))
    }
}

/// An amount as a JSON number with its exact digits, which `Double` would not keep.
struct ExactAmount: Encodable {
    private let number: Decimal?

    init(_ amount: some Amount) { number = Decimal(string: amount.description) }

    init?(_ amount: (some Amount)?) {
        guard let amount else { return nil }
        self.init(amount)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
