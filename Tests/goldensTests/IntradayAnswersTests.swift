import Foundation
import Testing

@testable import goldens

@Suite struct IntradayAnswersTests {
    private let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures/goldens")

    private func lines(_ data: Data) -> [[Substring]] {
        String(decoding: data, as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: ",")
        }
    }

    @Test(arguments: ["es_bars_1min.csv", "es_bars_5min.csv"])
    func `bars of trades come out as they stand in the reference`(_ name: String) throws {
        let file = GoldenFile(root: fixtures, path: "intraday/\(name)")
        #expect(Answerer.intradayBars.takes(file))
        let (own, golden) = (lines(try Answerer.intradayBars.answer(file)), lines(try file.data()))
        #expect(own.count == golden.count)
        for (own, golden) in zip(own, golden) { #expect(own[..<7] == golden[..<7]) }
        for (own, golden) in zip(own.dropFirst(), golden.dropFirst()) {
            let difference = try #require(Double(own[7])) - #require(Double(golden[7]))
            #expect(abs(difference) < 6e-9)
        }
    }

    @Test func `any number of minutes is answered, counted from midnight`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let ticks = "time,price,size\n2024-07-01T00:06:59.999,2,1\n2024-07-01T00:07:00,3,4\n"
        try Data(ticks.utf8).write(to: folder.appendingPathComponent("x_ticks.csv"))
        let file = GoldenFile(root: folder, path: "x_bars_7min.csv")
        #expect(
            String(decoding: try Answerer.intradayBars.answer(file), as: UTF8.self) == """
                bar_start,open,high,low,close,volume,trades,vwap
                2024-07-01T00:00:00,2,2,2,2,1,1,2
                2024-07-01T00:07:00,3,3,3,3,4,1,3

                """)
    }

    @Test(arguments: ["es_bars_0min.csv", "es_bars_xmin.csv", "es_1min.csv", "es_bars_1min.json"])
    func `other names are left to others`(_ name: String) {
        #expect(!Answerer.intradayBars.takes(GoldenFile(root: fixtures, path: name)))
    }
}
