import Foundation
import Testing

/// A sample file's prices by date, as exact decimals.
struct Prices {
    private var rows: [String: [Decimal]] = [:]

    init(_ name: String) throws {
        let path = "\(Terminal.root)/samples/\(name).csv"
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let fields = line.split(separator: ",")
            rows[String(fields[0])] = fields[1...4].compactMap { Decimal(string: String($0)) }
        }
    }

    func open(_ day: String) throws -> Decimal { try price(day, 0) }
    func high(_ day: String) throws -> Decimal { try price(day, 1) }
    func low(_ day: String) throws -> Decimal { try price(day, 2) }
    func close(_ day: String) throws -> Decimal { try price(day, 3) }

    private func price(_ day: String, _ column: Int) throws -> Decimal {
        let row = try #require(rows[day], "there is no line of \(day)")
        return row[column]
    }
}
