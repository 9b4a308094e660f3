import Brokers
import Domain
import MarketCalendar
import Storage

extension OrderDesk {
    /// Takes the live venue's broker, and hears of what it books.
    func connect(_ venue: LiveVenue, _ settings: DeskSettings) async {
        connect(venue.broker)
        guard let account = venue.account else { return }
        await account.connect { [weak self] batch, receipt in
            await self?.booked(batch, receipt)
        }
        await account.setDefaultStop(settings.defaultStop.rate)
    }

    /// The answer to an order whose own answer was lost: it stands in the books, and is asked for.
    func inDoubt(_ id: ClientOrderID, _ why: String) async throws(DeskError) -> OrderAnswer {
        do throws(DeskError) {
            return OrderAnswer(order: try await booked(id), isNew: true)
        } catch .notFound {
            throw .unavailable(why)
        }
    }

    /// Counts an order that has passed all checks.
    func count(_ ticket: OrderTicket, costing value: Money) {
        let now = surroundings.wallNow()
        tally?.forget(before: Self.dayStart(of: now))
        tally?.add(SentOrder(time: now, ticket: ticket, value: value))
    }

    /// The start of a New York day.
    static func dayStart(of now: Timestamp) -> Timestamp {
        NewYork.instant(of: NewYork.day(of: now), secondsOfDay: 0)
    }

    /// Looks whether the day has lost too much: then it is over for entries, until a later day and
    /// a person who says so.
    public func watchLoss() async {
        guard let live, brakes.lossDay == nil,
            let loss = DayLossCheck.excess(account().dayProfit, live.limits)
        else { return }
        try? await haltAfterLoss(loss)
    }

    /// What only live's checks look at; nil in paper.
    func livePicture(_ symbol: Symbol) -> LivePicture? {
        guard let live, let tally else { return nil }
        // The first look at a symbol asks for its prices.
        if board.quote(of: symbol) == nil { live.watch(symbol) }
        let now = surroundings.wallNow()
        return LivePicture(
            limits: live.limits, standing: standing, tally: tally, now: now,
            dayStart: Self.dayStart(of: now), dayProfit: account().dayProfit)
    }
}
