import Alpaca
import Brokers
import Domain
import TestSupport
import Testing

@Suite struct BarTests {
    private static let body =
        #"{"bars":{"AAA":[{"t":"2025-01-02T15:02:00Z","o":101,"h":102,"l":100.5,"c":101.25,"v":900,"n":3,"vw":null},"#
        + #"{"t":"2025-01-02T15:01:00Z","o":100,"h":101,"l":99.5,"c":101,"v":1200,"n":9,"vw":100.4}]},"#
        + #""next_page_token":null}"#

    private func range() throws -> Range<Timestamp> {
        let end = try #require(Timestamp("2025-01-02T15:03:00Z"))
        return Timestamp(nanoseconds: .min)..<end
    }

    @Test func `the broker's bars are asked for newest first, and given oldest first`() async throws
    {
        let scene = try await AlpacaScene()
        scene.line.meets { _ in .answered(AlpacaReply(status: 200, body: Array(Self.body.utf8))) }
        let bars = try await scene.broker.bars(
            of: scene.symbol, .minute1, in: range(), newest: 2)
        #expect(
            bars.map(\.start.description) == [
                "2025-01-02T15:01:00.000Z", "2025-01-02T15:02:00.000Z",
            ])
        #expect(bars.last?.close == (try Price("101.25")))
        let asked = try #require(scene.line.sent.last)
        #expect(asked.contains("symbols=AAA&timeframe=1Min&start=2025-01-0"))
        #expect(asked.contains("&end=2025-01-02T15:03:00.000Z&limit=2&sort=desc&adjustment=raw"))
    }

    @Test func `a broker that does not answer has no bars, and says so`() async throws {
        let scene = try await AlpacaScene()
        scene.line.meets { _ in .down }
        await #expect(throws: BrokerError.self) {
            _ = try await scene.broker.bars(of: scene.symbol, .day1, in: range(), newest: 2)
        }
        scene.line.meets { _ in
            .answered(AlpacaReply(status: 200, body: Array(#"{"bars":{}}"#.utf8)))
        }
        #expect(
            try await scene.broker.bars(of: scene.symbol, .day1, in: range(), newest: 2).isEmpty)
    }
}
