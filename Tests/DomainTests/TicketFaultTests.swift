import Domain
import Testing

@Suite struct TicketFaultTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var field: String?
        var name: String
        var edit: @Sendable (inout OrderTicket) -> Void

        init(
            _ field: String?, _ name: String,
            _ edit: @escaping @Sendable (inout OrderTicket) -> Void
        ) {
            (self.field, self.name, self.edit) = (field, name, edit)
        }

        var testDescription: String { name }
    }

    private static func usd(_ whole: Int64) -> Price { Price(nanos: whole * 1_000_000_000) }

    static let cases = [
        Case(nil, "market") { _ in },
        Case("qty", "no shares") { $0.size = .shares(.zero) },
        Case("qty", "fewer than none") { $0.size = .shares(Quantity(billionths: -1)) },
        Case("qty", "all cash to close") {
            $0.effect = .close(.all)
            $0.size = .allCash
        },
        Case(nil, "all cash to open") { $0.size = .allCash },
        Case("notional", "no money") { $0.size = .notional(.zero) },
        Case("notional", "money with a limit") {
            $0.size = .notional(Money(nanos: 1))
            $0.type = .limit(usd(1))
        },
        Case("notional", "money for longer than the day") {
            $0.size = .notional(Money(nanos: 1))
            $0.timeInForce = .gtc
        },
        Case(nil, "money for the day") { $0.size = .notional(Money(nanos: 1)) },
        Case("limit_price", "limit of nothing") { $0.type = .limit(.zero) },
        Case("stop_price", "stop of nothing") { $0.type = .stop(.zero) },
        Case("stop_price", "stop-limit without stop") {
            $0.type = .stopLimit(stop: .zero, limit: usd(1))
        },
        Case("stop_price", "stop-limit without limit") {
            $0.type = .stopLimit(stop: usd(1), limit: .zero)
        },
        Case("trail_price", "trail of nothing") { $0.type = .trailingStop(.amount(.zero)) },
        Case("trail_pct", "trail of 0 %") { $0.type = .trailingStop(.rate(.zero)) },
        Case("trail_pct", "trail of 100 %") { $0.type = .trailingStop(.rate(.one)) },
        Case(nil, "trail of 1 %") { $0.type = .trailingStop(.rate(Rate(basisPoints: 100))) },
        Case("time_in_force", "ioc stop") {
            $0.type = .stop(usd(1))
            $0.timeInForce = .ioc
        },
        Case("time_in_force", "fok stop-limit") {
            $0.type = .stopLimit(stop: usd(1), limit: usd(1))
            $0.timeInForce = .fok
        },
        Case("time_in_force", "opening trailing stop") {
            $0.type = .trailingStop(.amount(usd(1)))
            $0.timeInForce = .opg
        },
        Case("time_in_force", "closing stop") {
            $0.type = .stop(usd(1))
            $0.timeInForce = .cls
        },
        Case(nil, "stop for the next bar") {
            $0.type = .stop(usd(1))
            $0.timeInForce = .nextBar
        },
        Case("extended_hours", "extended market") { $0.extendedHours = true },
        Case("extended_hours", "extended ioc") {
            $0.type = .limit(usd(1))
            $0.timeInForce = .ioc
            $0.extendedHours = true
        },
        Case("extended_hours", "extended stop-limit") {
            $0.type = .stopLimit(stop: usd(1), limit: usd(1))
            $0.extendedHours = true
        },
        Case("extended_hours", "extended with a stop") {
            $0.type = .limit(usd(2))
            $0.extendedHours = true
            $0.protection = Protection(stopLoss: usd(1))
        },
        Case(nil, "extended limit") {
            $0.type = .limit(usd(1))
            $0.timeInForce = .gtc
            $0.extendedHours = true
        },
        Case("stop_loss", "stop on an exit") {
            $0.effect = .close(.all)
            $0.protection = Protection(stopLoss: usd(1))
        },
        Case("stop_loss", "stop of nothing as protection") {
            $0.protection = Protection(stopLoss: .zero)
        },
        Case("take_profit", "target of nothing") { $0.protection = Protection(takeProfit: .zero) },
        Case("stop_loss", "stop limit without stop") {
            $0.protection = Protection(stopLimit: usd(1))
        },
        Case("stop_loss", "stop limit of nothing") {
            $0.protection = Protection(stopLoss: usd(1), stopLimit: .zero)
        },
        Case("stop_loss", "a long's stop above its target") {
            $0.protection = Protection(stopLoss: usd(2), takeProfit: usd(2))
        },
        Case("stop_loss", "a short's stop below its target") {
            $0.side = .sell
            $0.protection = Protection(stopLoss: usd(1), takeProfit: usd(2))
        },
        Case(nil, "a short with both") {
            $0.side = .sell
            $0.protection = Protection(stopLoss: usd(2), takeProfit: usd(1))
        },
    ]

    @Test(arguments: cases)
    func `a fault names its field`(_ expected: Case) throws {
        var ticket = OrderTicket(
            id: try #require(ClientOrderID("o1")), symbol: try #require(Symbol("TEST")),
            side: .buy, effect: .open, size: .shares(Quantity(billionths: 1)))
        expected.edit(&ticket)
        #expect(ticket.fault?.field == expected.field)
    }
}
