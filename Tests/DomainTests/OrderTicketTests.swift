import Domain
import Testing

@Suite struct OrderTicketTests {
    private static func ticket() throws -> OrderTicket {
        OrderTicket(
            id: try #require(ClientOrderID("o1")), symbol: try #require(Symbol("TEST")),
            side: .buy, effect: .open, size: .allCash,
            protection: Protection(stopLoss: Price(nanos: 5)))
    }

    @Test func `a changed copy leaves the original as it was`() throws {
        let original = try Self.ticket()
        var copy = original
        copy.side = .sell
        copy.protection.takeProfit = Price(nanos: 9)
        copy.origin.reason = "cross_up"
        #expect(original.side == .buy && copy.side == .sell)
        #expect(original.protection.takeProfit == nil)
        #expect(original.origin.reason == nil)
        #expect(copy.protection.stopLoss == Price(nanos: 5))
        #expect(copy != original)
    }

    @Test func `tickets are equal by what they ask for`() throws {
        let (one, other) = (try Self.ticket(), try Self.ticket())
        #expect(one == other && one.hashValue == other.hashValue)
        #expect(Set([one, other]).count == 1)
    }

    @Test func `a leg closes its entry's lot until cancelled`() throws {
        let entry = try Self.ticket()
        let size = Quantity(billionths: 7)
        let leg = entry.leg(.stop, type: .stop(Price(nanos: 5)), quantity: size)
        #expect(leg.id.description == "o1.stop")
        #expect(leg.side == .sell && leg.effect == .close(.lot(entry.id)))
        #expect(leg.size == .shares(size) && leg.timeInForce == .gtc)
        #expect(leg.role == .stop && leg.parent == entry.id && leg.protection == .none)
        #expect(leg.positionSide == .long && leg.fault == nil)
    }
}
