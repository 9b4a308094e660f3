import Alpaca
import Domain
import TestSupport
import Testing

@Suite struct SnapshotTests {
    private static let body =
        #"{"AAA":{"latestTrade":{"t":"2025-01-02T14:59:00Z","p":101.5,"s":5,"x":"V","c":["@"],"i":1,"z":"C"},"#
        + #""latestQuote":{"t":"2025-01-02T14:59:30Z","bp":101.4,"bs":1,"bx":"V","ap":101.6,"as":2,"ax":"V","#
        + #""c":["R"],"z":"C"},"minuteBar":null,"#
        + #""dailyBar":{"t":"2025-01-02T05:00:00Z","o":100,"h":102,"l":99,"c":101.5,"v":9,"n":3,"vw":100},"#
        + #""prevDailyBar":{"t":"2024-12-31T05:00:00Z","o":98,"h":99,"l":97,"c":98.75,"v":9,"n":3,"vw":98}},"#
        + #""BBB":null}"#

    @Test func `all symbols are asked for at once, and what is not known is left out`() async throws
    {
        let scene = try await AlpacaScene()
        scene.line.meets { _ in .answered(AlpacaReply(status: 200, body: Array(Self.body.utf8))) }
        let symbols = ["BBB", "BTC/USD", "AAA"].compactMap { Symbol($0) }
        let found = await scene.broker.snapshots(of: symbols)
        #expect(found.map(\.symbol.description) == ["AAA"])
        #expect(found.first?.days.map(\.close.description) == ["101.5", "98.75"])
        #expect(scene.line.sent.last?.contains("/v2/stocks/snapshots?symbols=AAA,BBB&") == true)
    }

    @Test func `a broker that does not answer has none`() async throws {
        let scene = try await AlpacaScene()
        scene.line.meets { _ in .down }
        #expect(await scene.broker.snapshots(of: [scene.symbol]).isEmpty)
    }
}
