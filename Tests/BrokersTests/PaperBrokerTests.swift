import Brokers
import Domain
import Foundation
import GRDB
import Simulation
import Storage
import Synchronization
import Testing

@Suite struct PaperBrokerTests {
    @Test(arguments: BrokerContract.all)
    func `it keeps the contract`(_ contract: BrokerContract) async throws {
        let market = try await PaperMarket.open(.inMemory(surroundings: .test()))
        try await contract.check(market.scene)
        #expect(try await market.ledger.examine().isEmpty, "the books agree")
    }

    @Test func `what is asked at once is committed together`() async throws {
        let market = try await PaperMarket.open(.inMemory(surroundings: .test()))
        try await market.trade(at: 100)
        let batches = market.news.count
        try await withThrowingTaskGroup { group in
            for number in 0..<64 {
                let ticket = try market.scene.ticket("n\(number)", shares: 1)
                group.addTask { try await market.broker.submit(ticket) }
            }
            try await group.waitForAll()
        }
        #expect(market.news.count - batches < 32)
        try await market.trade(at: 100)
        #expect(try await market.broker.positions().map(\.quantity.wholeShares) == [64])
    }

    @Test func `an order that spoils a batch fails alone`() async throws {
        let market = try await PaperMarket.open(.inMemory(surroundings: .test()))
        try await market.trade(at: 100)
        try await market.broker.submit(market.scene.ticket("known"))
        let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<20 {
                let name = number == 7 ? "known" : "n\(number)"
                let ticket = try market.scene.ticket(name, shares: 3)
                group.addTask {
                    do { try await market.broker.submit(ticket) } catch { return false }
                    return true
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { !$0 } == 1)
        try await market.trade(at: 100)
        #expect(try await market.broker.positions().map(\.quantity.wholeShares) == [67])
    }

    @Test func `while the disk refuses, nothing happens, and then it goes on`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "desk.sqlite").path
        let ledger = try Ledger.open(
            at: path, options: LedgerOptions(busySeconds: 0.05), surroundings: .test())
        let market = try await PaperMarket.open(ledger)
        try await market.trade(at: 100)
        let low = try market.scene.ticket("low", .buy, .limit(Price("90")))
        try await market.broker.submit(low)
        let (told, cursor) = (market.news.count, await market.broker.cursor)

        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let fall = try market.quote(80)
        await #expect(throws: BrokerError.self) {
            try await market.broker.submit(market.scene.ticket("lost"))
        }
        await #expect(throws: BrokerError.self) { try await market.broker.advance([fall]) }
        #expect(await market.broker.openOrders().map(\.id) == [low.id])
        #expect(await market.broker.cursor == cursor && market.news.count == told)

        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try await market.broker.advance([fall])
        #expect(await market.scene.fills(of: low).count == 1)
        #expect(try await ledger.examine().isEmpty)
    }

    @Test func `an account that is opened again goes on where it was`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .test())
        let first = try await PaperMarket.open(ledger)
        try await first.trade(at: 100)
        var bracket = try first.scene.ticket("b")
        bracket.protection = Protection(stopLoss: try Price("95"), takeProfit: try Price("110"))
        try await first.broker.submit(bracket)
        try await first.broker.submit(first.scene.ticket("low", .buy, .limit(Price("90"))))
        try await first.trade(at: 101)
        let (cash, cursor) = (await first.broker.cash(), await first.broker.cursor)

        let second = try await PaperMarket.open(ledger)
        #expect(await second.broker.cash() == cash)
        #expect(await second.broker.cursor == cursor)
        #expect(
            await second.broker.openOrders().map(\.id.description) == ["low", "b.stop", "b.target"])
        try await second.trade(at: 94)
        #expect(try await second.broker.positions().isEmpty)
        #expect(await second.broker.openOrders().map(\.id.description) == ["low"])
        #expect(try await ledger.examine().isEmpty)
    }

    @Test func `a reset opens a new epoch, and prices stay`() async throws {
        let market = try await PaperMarket.open(.inMemory(surroundings: .test()))
        try await market.trade(at: 100)
        try await market.broker.submit(market.scene.ticket("a"))
        try await market.trade(at: 101)
        try await market.broker.submit(market.scene.ticket("low", .buy, .limit(Price("90"))))
        try await market.broker.reset(openingCash: Money("5000"))
        #expect(await market.broker.cash() == (try Money("5000")))
        #expect(await market.broker.openOrders().isEmpty)
        #expect(await market.broker.lastPrice(of: market.symbol) == (try Price("101")))
        guard case .reset(let epoch) = market.news.last else {
            Issue.record("the reset was not told")
            return
        }
        #expect(epoch.id == 2)
        try await market.broker.submit(market.scene.ticket("b"))
        try await market.trade(at: 102)
        #expect(try await market.broker.positions().map(\.quantity.wholeShares) == [10])
        #expect(try await market.ledger.examine().isEmpty)
    }

    @Test func `a quote that concerns nobody is written once a second at most`() async throws {
        let clock = Mutex<Int64>(0)
        let surroundings = Surroundings.test {
            Timestamp(nanoseconds: clock.withLock { $0 } * 1_000_000)
        }
        let market = try await PaperMarket.open(
            .inMemory(surroundings: surroundings), surroundings: surroundings)
        try await market.trade(at: 100)
        let before = market.news.count
        for number in 0..<50 {
            clock.withLock { $0 += 10 }
            try await market.trade(at: 100 + Double(number) / 100)
        }
        #expect(market.news.count == before)
        clock.withLock { $0 += 1_000 }
        try await market.trade(at: 103)
        #expect(market.news.count == before + 1)
        #expect(
            try await market.ledger.openState(.paper).cursor == (await market.broker.cursor))
    }
}
