import Domain
import Foundation
import MarketData
import Testing

@Suite struct TickBarsTests {
    private func tick(_ time: String, _ price: String, _ size: String = "1") throws -> Tick {
        Tick(time: try instant(time), price: try Price(price), size: try Volume(size))
    }

    @Test func `bars stand where trades are, from the first second to before the next bar`() throws
    {
        let ticks = [
            try tick("2024-07-01T13:30:00Z", "10", "1"),
            try tick("2024-07-01T13:30:59.999Z", "12", "3"),
            try tick("2024-07-01T13:33:00Z", "9", "0"),
        ]
        let bars = try TickBars.all(ticks, seconds: 60)
        #expect(
            bars.map(\.bar.start) == [
                try instant("2024-07-01T13:30:00Z"), try instant("2024-07-01T13:33:00Z"),
            ])
        #expect(bars[0].bar.open == (try Price("10")))
        #expect(bars[0].bar.close == (try Price("12")))
        #expect(bars[0].bar.volume == (try Volume("4")))
        #expect(bars[0].averagePrice == (try Price("11.5")))
        #expect(bars[0].tradeCount == 2)
        #expect(bars[1].averagePrice == nil)
    }

    @Test func `a bar is handed out once, when a later trade arrives`() throws {
        var builder = TickBars(seconds: 60)
        #expect(try builder.add(tick("2024-07-01T13:30:10Z", "10")) == nil)
        #expect(try builder.add(tick("2024-07-01T13:30:05Z", "11")) == nil)
        let made = try #require(try builder.add(tick("2024-07-01T13:31:00Z", "12")))
        #expect(made.bar.close == (try Price("11")))
        #expect(throws: TickFault.self) { try builder.add(tick("2024-07-01T13:30:59Z", "12")) }
        #expect(builder.finish()?.bar.open == (try Price("12")))
        #expect(builder.finish() == nil)
    }

    @Test func `what no sum can hold is refused, never a trap`() throws {
        var builder = TickBars(seconds: 60)
        let time = try instant("2024-07-01T13:30:10Z")
        let huge = Tick(
            time: time, price: Price(nanos: .max), size: Volume(thousandths: .max))
        #expect(try builder.add(huge) == nil)
        #expect(throws: TickFault.outOfRange(huge)) { try builder.add(huge) }
        #expect(builder.finish()?.averagePrice == Price(nanos: .max))
        let dust = Tick(time: time, price: .zero, size: .zero)
        #expect(throws: TickFault.impossible(dust)) { try builder.add(dust) }
        let dawn = Tick(
            time: Timestamp(nanoseconds: .min), price: Price(nanos: 1), size: .zero)
        #expect(throws: TickFault.outOfRange(dawn)) { try builder.add(dawn) }
    }

    @Test(arguments: [1, 5])
    func `bars of real trades equal the reference`(_ minutes: Int) throws {
        let folder = goldens.appending(path: "intraday")
        let expected = try lines(
            Data(contentsOf: folder.appending(path: "es_bars_\(minutes)min.csv")))
        let ticks = try lines(unpacked(folder.appending(path: "es_ticks.csv.gz"))).dropFirst().map {
            try tick("\($0[0])Z", String($0[1]), String($0[2]))
        }
        let bars = try TickBars.all(ticks, seconds: minutes * 60)
        #expect(bars.count == expected.count - 1)
        for (made, row) in zip(bars, expected.dropFirst()) {
            #expect(made.bar.start == (try instant("\(row[0])Z")))
            let prices = [made.bar.open, made.bar.high, made.bar.low, made.bar.close]
            #expect(prices == (try row[1...4].map { try Price($0) }))
            #expect(made.bar.volume == (try Volume(row[5])))
            #expect(made.tradeCount == Int(row[6]))
            let average = try #require(made.averagePrice)
            // The reference is written with eight decimals.
            #expect(abs(average.nanos - (try Price(row[7]).nanos)) <= 5)
        }
    }

    private func lines(_ data: Data) -> [[Substring]] {
        String(decoding: data, as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: ",")
        }
    }

    private func unpacked(_ url: URL) throws -> Data {
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/usr/bin/env")
        gzip.arguments = ["gzip", "-dc", url.path]
        let output = Pipe()
        gzip.standardOutput = output
        try gzip.run()
        return output.fileHandleForReading.readDataToEndOfFile()
    }
}
