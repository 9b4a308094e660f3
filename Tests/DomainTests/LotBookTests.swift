import Domain
import Testing

@Suite struct LotBookTests {
    static func fill(
        _ name: String, _ side: OrderSide, _ effect: PositionEffect, billionths: Int64,
        nanos: Int64, fee: Int64 = 0, rule: FillRule = .open
    ) throws -> Fill {
        let ticket = OrderTicket(
            id: try #require(ClientOrderID(name)), symbol: try #require(Symbol("TEST")),
            side: side, effect: effect, size: .allCash)
        let quantity = Quantity(billionths: billionths)
        return Fill(
            ticket: ticket, quantity: quantity, cumulative: quantity, isLast: true,
            price: Price(nanos: nanos), fee: Money(nanos: fee), slippage: Money(nanos: fee / 3),
            rule: rule, source: .broker("test"), time: Timestamp(nanoseconds: 0))
    }

    private static func split(_ new: Int64, _ old: Int64, reference: Int64?) throws -> Adjustment {
        Adjustment(
            symbol: try #require(Symbol("TEST")), action: .split(new: new, old: old),
            reference: reference.map { Price(nanos: $0) },
            unit: Quantity(billionths: Quantity.oneShare), time: Timestamp(nanoseconds: 0))
    }

    @Test func `exits take first in first out, among the lots they may take`() throws {
        var book = LotBook()
        for name in ["a", "b", "c"] {
            let entry = try Self.fill(name, .buy, .open, billionths: 10, nanos: 5)
            try book.open(entry, strategy: name == "b" ? .external : .manual)
        }
        let exit = try Self.fill("x", .sell, .close(.all), billionths: 15, nanos: 9)
        let closings = try book.close(exit, in: .strategy(.manual))
        #expect(closings.map(\.lot.description) == ["a", "c"])
        #expect(closings.map(\.isWhole) == [true, false])
        #expect(book.lots.map(\.id.description) == ["b", "c"])
        #expect(book.lots.map(\.quantity.billionths) == [10, 5])
        let one = try Self.fill("y", .sell, .close(.all), billionths: 5, nanos: 9)
        #expect(try book.close(one, in: .lot(try #require(ClientOrderID("c")))).count == 1)
        #expect(book.lots.map(\.id.description) == ["b"])
    }

    @Test func `what a broker has closed comes from other lots where its own hold less`() throws {
        var book = LotBook()
        for name in ["a", "b", "c"] {
            try book.open(
                Self.fill(name, .buy, .open, billionths: 10, nanos: 5), strategy: .manual)
        }
        let own = LotSelection.lot(try #require(ClientOrderID("b")))
        let stop = try Self.fill("x", .sell, .close(own), billionths: 15, nanos: 9, rule: .broker)
        #expect(try book.close(stop, in: own).map(\.lot.description) == ["b", "a"])
        #expect(book.lots.map(\.id.description) == ["a", "c"])
        #expect(book.lots.map(\.quantity.billionths) == [5, 10])
        let cover = try Self.fill("y", .buy, .close(own), billionths: 1, nanos: 9, rule: .broker)
        #expect(throws: LotFault.self) { try book.close(cover, in: own) }
        let simulated = try Self.fill("z", .sell, .close(own), billionths: 1, nanos: 9)
        #expect(throws: LotFault.self) { try book.close(simulated, in: own) }
    }

    @Test func `a call that throws changes nothing`() throws {
        var book = LotBook()
        let entry = try Self.fill("a", .buy, .open, billionths: .max, nanos: 900_000_000)
        try book.open(entry, strategy: .manual)
        let before = book
        let more = try Self.fill("a", .buy, .open, billionths: 1, nanos: 1)
        #expect(throws: LotFault.self) { try book.open(more, strategy: .manual) }
        let short = try Self.fill("b", .sell, .open, billionths: 1, nanos: 1)
        #expect(throws: LotFault.bothSides) {
            try book.open(short, strategy: .manual)
        }
        let dear = try Self.fill("x", .sell, .close(.all), billionths: .max, nanos: .max)
        #expect(throws: LotFault.self) { try book.close(dear, in: .all) }
        let other = try Self.fill("x", .sell, .close(.all), billionths: 1, nanos: 1)
        #expect(throws: LotFault.self) { try book.close(other, in: .strategy(.external)) }
        let split = try Self.split(3, 1, reference: 1)
        #expect(throws: LotFault.self) { try book.adjust(split) }
        #expect(book == before)
    }

    @Test func `a split never leaves a lot of nothing`() throws {
        var book = LotBook()
        let entry = try Self.fill("a", .buy, .open, billionths: 5, nanos: 1_000_000_000, fee: 7)
        try book.open(entry, strategy: .manual)
        #expect(try book.adjust(Self.split(1, 10, reference: nil)).closings.isEmpty)
        #expect(book.lots.map(\.quantity.billionths) == [1])
        #expect(try book.lots[0].entryPrice.nanos == 5_000_000_000)
        let outcome = try book.adjust(Self.split(1, 10, reference: 9))
        #expect(outcome.closings.map(\.isWhole) == [true])
        #expect(outcome.closings.map(\.fees.nanos) == [7])
        #expect(book.lots.isEmpty)
    }
}
