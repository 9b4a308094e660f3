public import Domain

/// Questions about instants. An instant is covered where its New York day is.
extension TradingCalendar {
    /// Whether the exchange is open: the opening included, the close excluded. Nil where the
    /// instant is not covered, so that a caller must say what an unknown means; for orders, "no".
    public func isOpen(at instant: Timestamp) -> Bool? {
        let day = NewYork.day(of: instant)
        guard days.contains(day) else { return nil }
        return session(on: day)?.contains(instant) ?? false
    }

    /// The session that is running at an instant, if one is.
    public func session(at instant: Timestamp) -> Session? {
        session(on: NewYork.day(of: instant)).flatMap { $0.contains(instant) ? $0 : nil }
    }

    /// The first opening strictly after an instant.
    public func nextOpen(after instant: Timestamp) -> Timestamp? {
        next(after: instant, \.open)
    }

    /// The first close strictly after an instant.
    public func nextClose(after instant: Timestamp) -> Timestamp? {
        next(after: instant, \.close)
    }

    /// The last opening strictly before an instant.
    public func previousOpen(before instant: Timestamp) -> Timestamp? {
        previous(before: instant, \.open)
    }

    /// The last close strictly before an instant.
    public func previousClose(before instant: Timestamp) -> Timestamp? {
        previous(before: instant, \.close)
    }

    // A session lies within its New York day, so only the session of the instant's own day can fall
    // on either side of it.

    private func next(after instant: Timestamp, _ end: (Session) -> Timestamp) -> Timestamp? {
        guard let index = index(from: NewYork.day(of: instant)),
            let first = session(indexed: index).map(end)
        else { return nil }
        return first > instant ? first : session(indexed: index + 1).map(end)
    }

    private func previous(before instant: Timestamp, _ end: (Session) -> Timestamp) -> Timestamp? {
        guard let index = index(from: NewYork.day(of: instant)) else { return nil }
        if let own = session(indexed: index).map(end), own < instant { return own }
        return session(indexed: index - 1).map(end)
    }
}
