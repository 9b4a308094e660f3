import Domain
import MarketData
import Testing

/// Whatever bytes come, the answer is a complete file or an error, never a trap.
@Suite struct BarFileFuzzTests {
    private static let sources = [
        "Date,Open,High,Low,Close,Adj Close,Volume\r\n2004-08-19,2.49,2.59,2.39,2.5,2.49,8974\r\n"
            + "2004-08-20,2.5158,2.7168,2.5031,2.6976,2.6976,4588\r\n",
        "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>\n"
            + "A.US,5,20240701,153500,1,2,1,1.5,10\nA.US,5,20240701,154000,1,2,1,1.5,10\n",
        "t,o,h,l,c,v\n2024-07-01T13:30:00Z,1,2,1,1.5,7\n2024-07-01T13:31:00.5-04:00,1,2,1,1.5,7\n",
        "time,open,high,low,close,volume\n1719840600,1,2,1,1.5,7\n\"1719840660000\",1,2,1,1.5,7\n",
    ]
    /// Bytes that mean something to the parser.
    private static let telling =
        Array("0123456789,.\n\r\" -+:TZeE<>/\0n".utf8) + [0xFF, 0xEF, 0xC3]

    private func mutated(_ bytes: [UInt8], _ chance: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...8, using: &chance) {
            let index = Int.random(in: 0...bytes.count, using: &chance)
            let byte = Self.telling[Int.random(in: 0..<Self.telling.count, using: &chance)]
            switch Int.random(in: 0..<5, using: &chance) {
            case 0: bytes.insert(byte, at: index)
            case 1 where index < bytes.count: bytes.remove(at: index)
            case 2 where index < bytes.count: bytes[index] = byte
            case 3: bytes.insert(contentsOf: repeatElement(byte, count: 30), at: index)
            case 4 where index < bytes.count: bytes.removeSubrange(index...)
            default: bytes.append(byte)
            }
        }
        return bytes
    }

    @Test(arguments: 1...20)
    func `mutated files are read whole or refused`(_ seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        for round in 0..<100 {
            let source = Array(Self.sources[round % Self.sources.count].utf8)
            check(mutated(source, &chance), seed)
        }
    }

    @Test(arguments: 1...20)
    func `random bytes are read whole or refused`(_ seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let count = Int.random(in: 0...400, using: &chance)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &chance) }
            check(bytes, seed)
            check(Array("t,o,h,l,c,v\n".utf8) + bytes, seed)
            _ = try? ActionFile(bytes: (Array("date,symbol,kind,value\n".utf8) + bytes).span)
        }
    }

    private func check(_ bytes: [UInt8], _ seed: UInt64) {
        do {
            let file = try BarFile(bytes: bytes.span, options: BarFileOptions(zone: .newYork))
            #expect(!file.bars.isEmpty)
            #expect(file.bars.allSatisfy { $0.fault == nil })
            #expect(zip(file.bars, file.bars.dropFirst()).allSatisfy { $0.start < $1.start })
            _ = Array(
                Replay(
                    Symbol("A").map {
                        [ReplaySeries(symbol: $0, timeframe: .day1, bars: file.bars)]
                    } ?? []))
        } catch {
            #expect((error as? BarFileError)?.description.isEmpty == false, "seed \(seed)")
        }
    }

    @Test(arguments: 1...50)
    func `digits are read as the exact type reads them`(_ seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            var text = String(UInt64.random(in: 1...UInt64.max, using: &chance)).prefix(
                Int.random(in: 1...20, using: &chance))
            let point = Int.random(in: 0...text.count, using: &chance)
            if Bool.random(using: &chance) {
                text.insert(".", at: text.index(text.startIndex, offsetBy: point))
            }
            let price = try? Price.reading(Array(text.utf8), rounding: .halfEven)
            let row = "date,o,h,l,c,v\n2024-07-01,\(text),\(text),\(text),\(text),1\n"
            let file = try? parse(row)
            if let price, price.amount > .zero {
                #expect(file?.bars.first?.open == price.amount, "seed \(seed): \(text)")
                #expect(file?.roundedPrices == (price.wasRounded ? 4 : 0), "seed \(seed): \(text)")
            } else {
                #expect(file == nil, "seed \(seed): \(text)")
            }
        }
    }
}
