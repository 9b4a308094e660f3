import Domain
import Storage
import Testing

@Suite struct BookingTests {
    @Test func `the same intent twice is known, another under its name a conflict`() async throws {
        let ledger = try Ledger.inMemory(surroundings: tickingSurroundings())
        let ticket = try buy("a", 10)
        func record(_ tickets: OrderTicket...) async throws -> [IntentOutcome] {
            try await ledger.recordIntents(tickets, mode: .paper, submittedAt: opening)
        }
        let first = try await record(ticket)
        let order = try #require(await ledger.order(ticket.id, mode: .paper))
        #expect(order.ticket == ticket && order.state == .pending)
        #expect(first == [.recorded(order)])
        let second = try await record(ticket, buy("b", 1))
        let other = try #require(await ledger.order(name("b"), mode: .paper))
        #expect(second == [.known(order), .recorded(other)])
        await #expect(throws: StorageError.conflict(ticket.id)) {
            try await record(buy("c", 1), buy("a", 11))
        }
        #expect(try await ledger.order(name("c"), mode: .paper) == nil)
        #expect(try await ledger.totals(.paper).orders == 2)
    }

    @Test func `every kind of ticket comes back as it was`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let tickets = try variousTickets()
        try await ledger.recordIntents(tickets, mode: .live, submittedAt: opening)
        #expect(try await ledger.openOrders(.live).map(\.ticket) == tickets)
    }

    @Test func `a fill that comes twice is booked once, and one that differs is refused`()
        async throws
    {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let ticket = try buy("a", 10)
        let fill = try ticket.fill(4, to: 4, at: "100")
        try await ledger.trade(ticket, fill)
        let before = try await ledger.totals(.paper)
        #expect(try await ledger.book([.filled(fill)], mode: .paper).echoes == 1)
        #expect(try await ledger.totals(.paper) == before)
        for other in [
            try ticket.fill(4, to: 4, at: "101"), try ticket.fill(3, to: 8, at: "100"),
            try ticket.fill(3, to: 3, at: "100"),
        ] {
            let mismatch = StorageError.fillMismatch(ticket.id, cumulative: other.cumulative)
            await #expect(throws: mismatch) {
                try await ledger.book([.filled(other)], mode: .paper)
            }
        }
        #expect(try await ledger.totals(.paper) == before)
        #expect(try await ledger.fills(of: ticket.id, mode: .paper) == [fill])
    }

    @Test func `a report of no order, and one that cannot be, change nothing`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let ticket = try buy("a", 10)
        await #expect(throws: StorageError.unknownOrder(ticket.id)) {
            try await ledger.book([.accepted(ticket.id, at: opening)], mode: .paper)
        }
        try await ledger.trade(ticket, ticket.filled(at: "100"))
        let before = try await ledger.openState(.paper)
        await #expect(throws: StorageError.self) {
            try await ledger.book(
                [.filled(sell("b", 1).filled(at: "1")), .expired(ticket.id, at: opening)],
                mode: .paper)
        }
        #expect(try await ledger.openState(.paper) == before)
    }

    @Test func `the modes do not see each other`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let ticket = try buy("a", 10)
        try await ledger.trade(ticket, ticket.filled(at: "100"), mode: .live)
        #expect(try await ledger.allTrades(.live).count == 1)
        #expect(try await ledger.allTrades(.paper).isEmpty)
        #expect(try await ledger.totals(.live).cash == money("-1000"))
        #expect(try await ledger.totals(.paper).cash == .paperOpening)
        #expect(try await ledger.modeState().paperCash == .paperOpening)
    }

    @Test func `doubt and the broker's name of an order are kept`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let ticket = try buy("a", 10)
        var batch = Batch(mode: .live, submittedAt: opening)
        batch.intents = [ticket]
        batch.findings = [
            .lost(ticket.id, at: opening), .named(ticket.id, brokerOrderID: "x-1", at: opening),
        ]
        try await ledger.commit(batch)
        #expect(try await ledger.order(ticket.id, mode: .live)?.state == .unknown)
        try await ledger.book([.filled(ticket.filled(at: "5"))], mode: .live)
        #expect(try await ledger.allTrades(.live).first?.brokerOrderID == "x-1")
    }

    private func variousTickets() throws -> [OrderTicket] {
        let guards = Protection(stopLoss: try price("9"), stopLimit: try price("8"))
        var all = try buy("a", 3, protection: guards)
        all.type = .stopLimit(stop: try price("11"), limit: try price("12"))
        all.origin = OrderOrigin(
            strategy: try #require(StrategyName("cross")), regime: "calm", reason: "cross_up",
            explanation: "fast 'above' slow; \"really\" é")
        var trailing = try sell("b", 3, lots: .lot(all.id))
        trailing.type = .trailingStop(.rate(Rate(basisPoints: 150)))
        trailing.timeInForce = .gtc
        var amount = try sell("c", 3, lots: .strategy(all.origin.strategy))
        amount.type = .trailingStop(.amount(try price("1.5")))
        var notional = try buy("d", 1)
        notional.size = .notional(try money("1000.01"))
        var cash = try buy("e", 1)
        cash.size = .allCash
        cash.timeInForce = .nextBar
        var limit = try buy("f", 1)
        limit.type = .limit(try price("10.000000001"))
        limit.extendedHours = true
        let leg = all.leg(.stop, type: .stop(try price("9")), quantity: try shares(3))
        return [all, trailing, amount, notional, cash, limit, leg]
    }
}
