import Crypto
import Domain
import Strategies

extension BacktestOutcome {
    /// The SHA-256 of all that the run came to, in hexadecimal: two runs with the same one had the
    /// same trades and the same equity at every bar, to the nanodollar.
    public var digest: String {
        var writer = DigestWriter()
        writer.add(symbols.map(\.description).joined(separator: ","))
        writer.add([initialCash.nanos, fees.nanos, dividends.nanos, Int64(rejections)])
        writer.add([Int64(orderCount), Int64(barCount)])
        for trade in trades {
            writer.add([
                Int64(trade.lane), Int64(trade.side.rawValue), trade.quantity.billionths,
                Int64(trade.entryBar), trade.entryPrice.nanos, Int64(trade.exitBar),
                trade.exitPrice.nanos, trade.stop?.nanos ?? -1, trade.target?.nanos ?? -1,
                trade.entryValue.nanos, trade.exitValue.nanos, trade.fees.nanos,
                trade.slippage.nanos, trade.profit.nanos,
            ])
            writer.add("\(trade.cause.rawValue),\(trade.entryReason.name)")
        }
        for holding in open {
            writer.add([
                Int64(holding.lane), holding.holding.quantity.billionths,
                Int64(holding.holding.entryBar), holding.entryValue.nanos, holding.value.nanos,
            ])
        }
        for value in equity { writer.add(value.nanos) }
        return writer.text
    }
}

/// A running SHA-256 over numbers, as little-endian 64-bit integers, and texts with their end.
private struct DigestWriter {
    private var hash = SHA256()
    private var values: [Int64] = []

    mutating func add(_ text: String) {
        flush()
        hash.update(data: Array(text.utf8) + [0])
    }

    mutating func add(_ numbers: [Int64]) { for number in numbers { add(number) } }

    mutating func add(_ number: Int64) {
        values.append(number.littleEndian)
        if values.count >= 8_192 { flush() }
    }

    var text: String {
        mutating get {
            flush()
            return hash.finalize().map { byte in
                let text = String(byte, radix: 16)
                return byte < 16 ? "0" + text : text
            }.joined()
        }
    }

    private mutating func flush() {
        values.withUnsafeBytes { hash.update(bufferPointer: $0) }
        values.removeAll(keepingCapacity: true)
    }
}
