import Brokers
import Domain
import Simulation
import Testing

/// A broker to be tested, and the market that it sees.
struct BrokerScene: Sendable {
    let broker: any Broker
    let symbol: Symbol
    /// Lets the market trade at a price, in dollars, until the broker has seen it.
    let trade: @Sendable (Double) async throws -> Void
    /// All that the broker has reported so far.
    let reports: @Sendable () async -> [OrderReport]

    func ticket(
        _ name: String, _ side: OrderSide = .buy, _ type: OrderType = .market, shares: Int64 = 10
    ) throws -> OrderTicket {
        OrderTicket(
            id: try #require(ClientOrderID(name)), symbol: symbol, side: side,
            effect: side == .buy ? .open : .close(.all),
            size: .shares(try Quantity(shares: shares)), type: type, timeInForce: .gtc)
    }

    func fills(of ticket: OrderTicket) async -> [Fill] {
        await reports().compactMap { report in
            guard case .filled(let fill) = report, fill.order == ticket.id else { return nil }
            return fill
        }
    }
}

/// What each broker must keep, whatever stands behind it: one line of `Broker` each.
struct BrokerContract: Sendable, CustomStringConvertible {
    let description: String
    let check: @Sendable (BrokerScene) async throws -> Void

    private init(
        _ description: String, _ check: @escaping @Sendable (BrokerScene) async throws -> Void
    ) {
        self.description = description
        self.check = check
    }

    static let all = [
        BrokerContract("an order that was submitted is accepted and fills") { scene in
            try await scene.trade(100)
            let ticket = try scene.ticket("a")
            try await scene.broker.submit(ticket)
            #expect(try await scene.broker.order(ticket.id)?.state.isOpen == true)
            #expect(await scene.fills(of: ticket).isEmpty, "nothing fills on what was seen")
            try await scene.trade(101)
            #expect(await scene.fills(of: ticket).map(\.quantity) == [ticket.shares])
            #expect(try await scene.broker.order(ticket.id)?.state == .filled)
            #expect(try await scene.broker.positions().map(\.quantity) == [ticket.shares])
        },
        BrokerContract("an order submitted fifty times at once is one order") { scene in
            try await scene.trade(100)
            let ticket = try scene.ticket("once")
            try await withThrowingTaskGroup { group in
                for _ in 0..<50 { group.addTask { try await scene.broker.submit(ticket) } }
                try await group.waitForAll()
            }
            try await scene.trade(101)
            try await scene.broker.submit(ticket)  // Also when it has long been filled.
            try await scene.trade(102)
            #expect(await scene.fills(of: ticket).count == 1)
            #expect(try await scene.broker.positions().map(\.quantity) == [ticket.shares])
        },
        BrokerContract("another order of the same name is refused") { scene in
            try await scene.trade(100)
            try await scene.broker.submit(scene.ticket("same"))
            await #expect(throws: BrokerError.self) {
                try await scene.broker.submit(scene.ticket("same", shares: 11))
            }
            #expect(try await scene.broker.openOrders().count == 1)
        },
        BrokerContract("an order that cannot be is refused, and reported so") { scene in
            try await scene.trade(100)
            let sale = try scene.ticket("bare", .sell)
            // By an error or by a report, as the broker can.
            try? await scene.broker.submit(sale)
            #expect(try await scene.broker.openOrders().isEmpty)
            let state = try await scene.broker.order(sale.id)?.state
            #expect(state == nil || state == .rejected)
        },
        BrokerContract("a cancelled order has ended and does not fill") { scene in
            try await scene.trade(100)
            let ticket = try scene.ticket("low", .buy, .limit(Price("90")))
            try await scene.broker.submit(ticket)
            #expect(try await scene.broker.openOrders().map(\.id) == [ticket.id])
            try await scene.broker.cancel(ticket.id)
            try await scene.trade(80)
            #expect(await scene.fills(of: ticket).isEmpty)
            #expect(try await scene.broker.order(ticket.id)?.state == .cancelled)
        },
        BrokerContract("an order that works no more is neither cancelled nor replaced") { scene in
            try await scene.trade(100)
            let ticket = try scene.ticket("gone")
            await #expect(throws: BrokerError.notWorking(ticket.id)) {
                try await scene.broker.cancel(ticket.id)
            }
            await #expect(throws: BrokerError.notWorking(ticket.id)) {
                try await scene.broker.replace(
                    ticket.id, with: Replacement(quantity: try Quantity(shares: 5)))
            }
        },
        BrokerContract("a replaced order fills at its new terms") { scene in
            try await scene.trade(100)
            let ticket = try scene.ticket("moved", .buy, .limit(Price("90")))
            try await scene.broker.submit(ticket)
            let change = Replacement(
                quantity: try Quantity(shares: 7), type: .limit(try Price("95")))
            try await scene.broker.replace(ticket.id, with: change)
            try await scene.trade(94)
            #expect(await scene.fills(of: ticket).map(\.quantity.wholeShares) == [7])
        },
        BrokerContract("cash is what it was, less what was bought") { scene in
            try await scene.trade(100)
            let before = try await scene.broker.cash()
            let ticket = try scene.ticket("spend")
            try await scene.broker.submit(ticket)
            try await scene.trade(101)
            let fill = try #require(await scene.fills(of: ticket).first)
            #expect(try await scene.broker.cash() == (try before + fill.cashFlow))
        },
    ]
}

extension OrderTicket {
    fileprivate var shares: Quantity {
        if case .shares(let quantity) = size { quantity } else { .zero }
    }
}
