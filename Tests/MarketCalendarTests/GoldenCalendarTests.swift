import Domain
import Foundation
import MarketCalendar
import Testing

@Suite struct GoldenCalendarTests {
    private let xnys = TradingCalendar.xnys

    @Test func `every session of the reference, and no other`() throws {
        try expectTheSessionsOfTheReference()
    }

    @Test func `every closure of the reference by its name, and no other`() throws {
        let rows = try Goldens.rows("xnys_closures.csv")
        #expect(rows.count == xnys.closures.count)
        for (row, closure) in zip(rows, xnys.closures) {
            #expect(row == ["\(closure.day)", closure.kind.rawValue, closure.name])
            #expect(xnys.closure(on: try day(row[0])) == closure)
        }
    }

    @Test func `instants, offsets and counts answer as the reference does`() throws {
        let queries = try JSONDecoder().decode(
            Queries.self, from: Goldens.data("xnys_queries.json"))
        #expect(queries.instants.count > 300)
        for query in queries.instants {
            let at = try instant(query.at)
            #expect(xnys.isOpen(at: at) == query.is_open, "\(query.at)")
            #expect((xnys.session(on: NewYork.day(of: at)) != nil) == query.is_session)
            #expect(xnys.nextOpen(after: at) == Timestamp(query.next_open), "\(query.at)")
            #expect(xnys.nextClose(after: at) == Timestamp(query.next_close), "\(query.at)")
            #expect(xnys.previousOpen(before: at) == Timestamp(query.previous_open), "\(query.at)")
            #expect(
                xnys.previousClose(before: at) == Timestamp(query.previous_close), "\(query.at)")
        }
        for query in queries.session_offsets {
            let found = xnys.session(offset: query.offset, from: try day(query.session))
            #expect(found?.day == Day(query.result), "\(query.session) \(query.offset)")
        }
        for query in queries.session_counts {
            let range = try day(query.start)...day(query.end)
            #expect(xnys.sessionCount(in: range) == query.sessions, "\(range)")
        }
    }

    @Test(arguments: ["Asia/Singapore", "SGT-8", "Pacific/Auckland"])
    func `the zone of the server changes nothing`(_ zone: String) async {
        // In a process of its own: no other thread reads the environment while it changes, and no
        // table has been computed yet.
        await #expect(processExitsWith: .success) { [zone] in
            setenv("TZ", zone, 1)
            tzset()
            try expectTheSessionsOfTheReference()
            #expect(NewYork.utcOffset(at: Timestamp(nanoseconds: 0)) == -18_000)
        }
    }
}

private func expectTheSessionsOfTheReference() throws {
    let rows = try Goldens.rows("xnys_sessions.csv")
    let sessions = TradingCalendar.xnys.sessions
    #expect(rows.count == sessions.count)
    for (row, session) in zip(rows, sessions) {
        let own = [
            "\(session.day)", "\(session.open)", "\(session.close)", "\(session.minutes)",
            session.isEarlyClose ? "1" : "0",
        ]
        let golden = [row[0], "\(try instant(row[1]))", "\(try instant(row[2]))", row[3], row[4]]
        #expect(own == golden)
        #expect(row[5] == "0", "a late opening, which the calendar does not know")
        #expect(TradingCalendar.xnys.session(on: session.day) == session)
        #expect(NewYork.day(of: session.open) == session.day)
    }
}

private struct Queries: Decodable {
    struct Instant: Decodable {
        let at: String
        let is_open, is_session: Bool
        let next_open, next_close, previous_open, previous_close: String
    }
    struct Offset: Decodable {
        let session: String
        let offset: Int
        let result: String
    }
    struct Count: Decodable {
        let start, end: String
        let sessions: Int
    }
    let instants: [Instant]
    let session_offsets: [Offset]
    let session_counts: [Count]
}
