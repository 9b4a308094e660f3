import AlpacaWire
import Domain
import Simulation

extension ExchangeCore {
    /// Begins again: no shares, no orders, no past, and so much cash. Prices and time go on, and no
    /// name is given twice. Who listens hears that open orders are cancelled.
    mutating func reset(cash: Money) {
        _ = cancelAll()
        unsaved.forgotten = [
            "order": book.sequence, "activity": activities.map(\.id),
            "watchlist": watchlists.map(\.id), "mark": curve.map(\.recordID),
        ]
        unsaved.activities = []
        unsaved.marks = []
        unsaved.watchlists = []
        unsaved.lots = Set(symbols)
        unsaved.hasAccount = true
        settings.cash = cash
        engine.reset(cash: cash.plus(Self.credit))
        book = ExchangeBook()
        configuration = .usual
        lastDay = DayEnd()
        lastDay.equity = cash
        (activities, watchlists, curve) = ([], [], [])
    }
}

extension EquityMark {
    /// Its name in the state's file.
    var recordID: String { String(time.nanoseconds) }
}

extension CallRoute {
    /// What Alpaca does not have, below `/admin`.
    static let ownRoutes: [CallRoute] = [
        CallRoute("POST", "reset") { core, call throws(ExchangeRefusal) in
            let fields = try call.fields()
            var cash: Money?
            do throws(WireFault) { cash = try fields.exact("cash") } catch {
                throw ExchangeRefusal(error)
            }
            let most = Money(nanos: 1_000_000_000_000_000_000)
            guard cash ?? most > .zero, cash ?? most <= most else {
                throw .invalid("cash must be > 0 and <= \(most)")
            }
            core.reset(cash: cash ?? core.settings.cash)
            return RoutedAnswer(core.account.wire)
        }
    ]
}
