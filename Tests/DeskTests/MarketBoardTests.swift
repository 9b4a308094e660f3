import Desk
import Domain
import TestSupport
import Testing

@Suite struct MarketBoardTests {
    private let symbol: Symbol
    private let board = MarketBoard(feed: "alpaca")
    private let day = Day(number: 20_455)

    init() throws { symbol = try #require(Symbol("AAA")) }

    private func post(_ price: String, on day: Day) throws -> Price? {
        let (price, time) = (try Price(price), AlpacaScene.start)
        let quote = Quote(
            time: time, bid: price, ask: price, bidSize: .zero, askSize: .zero, last: price)
        return board.post(quote, of: symbol, isDerived: false, day: day, at: time).previousClose
    }

    @Test func `the close that a market names is the day's before`() throws {
        #expect(try post("10", on: day) == nil)
        board.close(try Price("9.5"), of: symbol, before: day)
        #expect(try post("10.5", on: day) == (try Price("9.5")))
        // It says nothing of another day.
        #expect(try post("11", on: Day(number: day.number + 1)) == (try Price("10.5")))
    }
}
