import Domain
import TestSupport
import Testing

@testable import Desk

@Suite struct OrderPreviewTests {
    private let now = DeskScene.wall
    private let previews = OrderPreviews(isNeeded: false, newName: { "name" })

    private func order(_ name: String, _ count: Int64 = 10) throws -> OrderRequest {
        let symbol = try #require(Symbol("AAA"))
        return OrderRequest(
            id: try #require(ClientOrderID(name)), symbol: symbol, side: .buy,
            quantity: try Quantity(shares: count))
    }

    private func fault(_ ticket: String, _ order: OrderRequest, at now: Timestamp) -> PreviewFault?
    {
        do throws(PreviewFault) {
            try previews.redeem(ticket, for: order, at: now)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a ticket is good for 60 seconds`() throws {
        let ticket = previews.issue(for: try order("a"), at: now).ticket
        let late = now.advanced(bySeconds: 60).advanced(byNanoseconds: 1)
        #expect(fault(ticket, try order("a"), at: late) == .expired)
        #expect(fault(ticket, try order("a"), at: now.advanced(bySeconds: 60)) == nil)
    }

    @Test func `a ticket is for one order, whatever its name, and that one may ask again`() throws {
        let ticket = previews.issue(for: try order("a"), at: now).ticket
        #expect(fault(ticket, try order("b", 11), at: now) == .otherOrder)
        #expect(fault(ticket, try order("b"), at: now) == nil)
        #expect(fault(ticket, try order("b"), at: now) == nil)
        #expect(fault(ticket, try order("c"), at: now) == .used)
        #expect(fault("ticket-other", try order("a"), at: now) == .unknown)
    }

    @Test func `so many at most are kept, and the oldest is forgotten first`() throws {
        let made = Heard<Int>()
        let many = OrderPreviews(
            isNeeded: false,
            newName: {
                made.take(0)
                return "\(made.all.count)"
            })
        let first = many.issue(for: try order("a"), at: now).ticket
        for count in 1...1_000 {
            _ = many.issue(for: try order("a"), at: now.advanced(byNanoseconds: Int64(count)))
        }
        let order = try order("a")
        #expect(throws: PreviewFault.unknown) {
            try many.redeem(first, for: order, at: now)
        }
    }
}
