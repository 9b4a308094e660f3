import Domain
import Testing

/// Sums over all that a book was told, against what it holds and what it handed out.
@Suite struct LotBookPropertyTests {
    /// What went in by entries, and what came out by closings.
    private struct Sums: Equatable {
        var value: Int128 = 0
        var fees: Int128 = 0
        var slippage: Int128 = 0
    }

    private struct Ledger {
        var entered = Sums()
        var left = Sums()
        /// Cash by the fills, and by what the closings say.
        var cash: Int128 = 0
        var realized: Int128 = 0

        mutating func take(_ closing: LotClosing, exit: Fill?) throws {
            realized += Int128(try closing.realized.nanos)
            left.value += Int128(closing.entryValue.nanos)
            left.fees += Int128(closing.fees.nanos)
            left.slippage += Int128(closing.slippage.nanos)
        }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `parts always sum to the whole`(_ seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let isShort = seed % 2 == 0
        let sign: Int128 = isShort ? -1 : 1
        var (book, ledger) = (LotBook(), Ledger())
        for number in 0..<400 {
            let price = 1 + chance.upTo(500_000_000_000)
            switch chance.upTo(9) {
            case 0...4:
                let entry = try LotBookTests.fill(
                    "e\(chance.upTo(3))-\(number / 20)", isShort ? .sell : .buy, .open,
                    billionths: 1 + chance.upTo(90_000_000_000), nanos: price,
                    fee: chance.upTo(1_000_000_000))
                try book.open(entry, strategy: .manual)
                ledger.entered.value += Int128(try entry.value.nanos)
                ledger.entered.fees += Int128(entry.fee.nanos)
                ledger.entered.slippage += Int128(entry.slippage.nanos)
                ledger.cash += Int128(try entry.cashFlow.nanos)
            case 5...8:
                let held = try book.quantity(in: .all).billionths
                guard held > 0 else { continue }
                let exit = try LotBookTests.fill(
                    "x\(number)", isShort ? .buy : .sell, .close(.all),
                    billionths: 1 + chance.upTo(held - 1), nanos: price,
                    fee: chance.upTo(1_000_000_000))
                for closing in try book.close(exit, in: .all) {
                    try ledger.take(closing, exit: exit)
                }
                ledger.entered.fees += Int128(exit.fee.nanos)
                ledger.entered.slippage += Int128(exit.slippage.nanos)
                ledger.cash += Int128(try exit.cashFlow.nanos)
                #expect(try book.quantity(in: .all).billionths == held - exit.quantity.billionths)
            default:
                let outcome = try book.adjust(
                    Adjustment(
                        symbol: try #require(Symbol("TEST")),
                        action: .split(new: 1 + chance.upTo(4), old: 1 + chance.upTo(4)),
                        reference: Price(nanos: price),
                        unit: Quantity(billionths: Quantity.oneShare),
                        time: Timestamp(nanoseconds: 0)))
                for closing in outcome.closings { try ledger.take(closing, exit: nil) }
                ledger.cash += Int128(outcome.cash.nanos)
            }
            try Self.check(book, ledger, sign: sign)
        }
    }

    private static func check(_ book: LotBook, _ ledger: Ledger, sign: Int128) throws {
        var open = Sums()
        for lot in book.lots {
            try #require(lot.quantity > .zero)
            open.value += Int128(lot.entryValue.nanos)
            open.fees += Int128(lot.entryFees.nanos)
            open.slippage += Int128(lot.entrySlippage.nanos)
        }
        try #require(open.value + ledger.left.value == ledger.entered.value)
        try #require(open.fees + ledger.left.fees == ledger.entered.fees)
        try #require(open.slippage + ledger.left.slippage == ledger.entered.slippage)
        // What is still open was paid for and not yet realized, its entry fees with it.
        try #require(ledger.cash == ledger.realized - sign * open.value - open.fees)
    }
}
