import Domain
import Testing

/// Every operation at the ends of 64 bits: exact, or refused.
@Suite struct AmountArithmeticTests {
    private static let ends: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]

    private static func checkSums<A: Amount>(_ type: A.Type) {
        for left in ends {
            for right in ends {
                let (a, b) = (A(units: left), A(units: right))
                #expect((try? a + b)?.units == Int64(exactly: Int128(left) + Int128(right)))
                #expect((try? a - b)?.units == Int64(exactly: Int128(left) - Int128(right)))
                #expect((a < b) == (left < right))
                var sum = a
                let added: Void? = try? sum += b
                #expect(sum.units == (added == nil ? left : left &+ right))
                var difference = a
                let taken: Void? = try? difference -= b
                #expect(difference.units == (taken == nil ? left : left &- right))
            }
            #expect((try? -A(units: left))?.units == Int64(exactly: -Int128(left)))
        }
    }

    @Test func `sums and differences are exact or refused`() {
        Self.checkSums(Price.self)
        Self.checkSums(Money.self)
        Self.checkSums(Quantity.self)
        Self.checkSums(Rate.self)
        Self.checkSums(Volume.self)
    }

    @Test func `an overflow names its type`() {
        #expect(throws: AmountOutOfRange("Price")) { try Price(nanos: .max) + Price(nanos: 1) }
        #expect(throws: AmountOutOfRange("Money")) { try -Money(nanos: .min) }
        #expect(throws: AmountOutOfRange("Quantity")) { try Quantity(shares: .max) }
        #expect(throws: AmountOutOfRange("Volume")) {
            try Volume(thousandths: .min) - Volume(thousandths: 1)
        }
    }

    private static func halfEven(_ product: Int128, _ divisor: Int128) -> Int128 {
        var quotient = product / divisor
        let rest = product % divisor
        let twice = rest.magnitude * 2
        if twice > divisor.magnitude || (twice == divisor.magnitude && quotient % 2 != 0) {
            quotient += product < 0 ? -1 : 1
        }
        return quotient
    }

    @Test func `cost, scaled, share and price agree with wide integers`() throws {
        var chance = Chance(seed: 1)
        for round in 0..<20_000 {
            let isEnd = round % 10 == 0
            let left = isEnd ? Self.ends[round / 10 % 7] : chance.anyInteger()
            let right = isEnd ? Self.ends[round / 70 % 7] : chance.anyInteger()
            let exact = Self.halfEven(Int128(left) * Int128(right), 1_000_000_000)
            let expected = Int64(exactly: exact)
            #expect(
                (try? Price(nanos: left).cost(
                    of: Quantity(billionths: right), rounding: .halfEven))?.nanos == expected)
            #expect(
                (try? Price(nanos: left).scaled(
                    by: Rate(billionths: right), rounding: .halfEven))?.nanos == expected)
            #expect(
                (try? Money(nanos: left).scaled(
                    by: Rate(billionths: right), rounding: .halfEven))?.nanos == expected)
            guard right > 0 else { continue }
            let price = Self.halfEven(Int128(left) * 1_000_000_000, Int128(right))
            #expect(
                (try? Money(nanos: left).price(
                    per: Quantity(billionths: right), rounding: .halfEven))?.nanos
                    == Int64(exactly: price))
            let part = Quantity(billionths: chance.upTo(right - 1))
            let share = Self.halfEven(Int128(left) * Int128(part.billionths), Int128(right))
            #expect(
                (try? Money(nanos: left).share(
                    of: part, in: Quantity(billionths: right), rounding: .halfEven))?.nanos
                    == Int64(exactly: share))
        }
    }

    @Test func `ties go to the even unit, below zero too`() {
        let cases: [(Int128, half: Int128, down: Int128, up: Int128, zero: Int128)] = [
            (5, 0, 0, 1, 0), (15, 2, 1, 2, 1), (25, 2, 2, 3, 2), (14, 1, 1, 2, 1),
            (16, 2, 1, 2, 1), (-5, 0, -1, 0, 0), (-15, -2, -2, -1, -1), (-25, -2, -3, -2, -2),
            (-14, -1, -2, -1, -1), (-16, -2, -2, -1, -1), (20, 2, 2, 2, 2), (-20, -2, -2, -2, -2),
        ]
        for (dividend, half, down, up, zero) in cases {
            #expect(Rounding.halfEven.divide(dividend, by: 10) == half)
            #expect(Rounding.down.divide(dividend, by: 10) == down)
            #expect(Rounding.up.divide(dividend, by: 10) == up)
            #expect(Rounding.towardsZero.divide(dividend, by: 10) == zero)
        }
    }

    @Test func `prices come onto their step`() throws {
        #expect(try Price("1.005").onStep(rounding: .down) == Price("1"))
        #expect(try Price("1.005").onStep(rounding: .up) == Price("1.01"))
        #expect(try Price("0.99995").onStep(rounding: .up) == Price("1"))
        #expect(try Price("0.1234").isOnStep && !Price("1.234").isOnStep)
        #expect(throws: AmountOutOfRange("Price")) {
            try Price(nanos: .max).onStep(rounding: .up)
        }
        #expect(try Money("1.001").wholeCents(rounding: .up) == Money("1.01"))
        #expect(try Money("-1.005").wholeCents(rounding: .halfEven) == Money("-1"))
    }

    @Test func `a part of a volume is whole shares and never overflows`() {
        let volume = Volume(thousandths: 1_999_999)
        #expect(volume.wholeShares(at: Rate(basisPoints: 1_000)).wholeShares == 199)
        #expect(Volume(thousandths: .max).wholeShares(at: .one).billionths == .max)
    }

    @Test func `a computed number is rounded half-even, or nothing`() {
        #expect(Price(computed: 0.000_000_000_5) == .zero)
        #expect(Price(computed: 0.000_000_001_5)?.nanos == 2)
        #expect(Price(computed: .nan) == nil && Price(computed: .infinity) == nil)
        #expect(Price(computed: 9_223_372_037) == nil && Price(computed: -9_223_372_037) == nil)
    }
}
