import Domain
import Foundation
import MarketCalendar

extension Answerer {
    /// Every session of the years that the file speaks of.
    static let sessions = Answerer(name: "xnys_sessions.csv") { file in
        var lines = ["session,open_utc,close_utc,minutes,early_close,late_open"]
        for session in try TradingCalendar.xnys.sessions(of: file) {
            let (open, close) = (text(session.open, to: .minute), text(session.close, to: .minute))
            // No session of these years opened late, so the calendar knows no such thing.
            let isEarly = session.isEarlyClose ? 1 : 0
            lines.append("\(session.day),\(open),\(close),\(session.minutes),\(isEarly),0")
        }
        return csv(lines)
    }

    /// Every weekday without a session, of the years that the file speaks of.
    static let closures = Answerer(name: "xnys_closures.csv") { file in
        let years = try wholeYears(of: file)
        let lines = TradingCalendar.xnys.closures.filter { years.contains($0.day) }
            .map { "\($0.day),\($0.kind.rawValue),\($0.name)" }
        return csv(["date,kind,name"] + lines)
    }

    /// Questions about instants, offsets and counts.
    static let calendarQueries = Answerer(schema: "calendar-queries/1") { file in
        let questions = try JSONDecoder().decode(CalendarQuestions.self, from: file.data())
        guard questions.calendar == "XNYS" else {
            throw GoldensFault("no calendar \(questions.calendar)")
        }
        return .object([
            "schema": .string("calendar-queries/1"),
            "calendar": .string(questions.calendar),
            "instants": .array(try questions.instants.map { try $0.answer() }),
            "session_offsets": .array(try questions.sessionOffsets.map { try $0.answer() }),
            "session_counts": .array(try questions.sessionCounts.map { try $0.answer() }),
        ])
    }
}

/// The questions of a file; the answers beside them are not declared, so they can't be read.
private struct CalendarQuestions: Decodable {
    struct Instant: Decodable { let at: String }
    struct Offset: Decodable { let session: String, offset: Int }
    struct Count: Decodable { let start, end: String }
    let calendar: String
    let instants: [Instant]
    let sessionOffsets: [Offset]
    let sessionCounts: [Count]

    enum CodingKeys: String, CodingKey {
        case calendar, instants
        case sessionOffsets = "session_offsets"
        case sessionCounts = "session_counts"
    }
}

extension CalendarQuestions.Instant {
    func answer() throws -> JSONValue {
        guard let instant = Timestamp(at) else { throw GoldensFault("no instant: \(at)") }
        let xnys = TradingCalendar.xnys
        func value(_ answer: Timestamp?) -> JSONValue {
            JSONValue(answer.map { text($0, to: .second) })
        }
        return .object([
            "at": .string(at),
            "is_open": xnys.isOpen(at: instant).map(JSONValue.bool) ?? .null,
            "is_session": .bool(xnys.session(on: NewYork.day(of: instant)) != nil),
            "next_open": value(xnys.nextOpen(after: instant)),
            "next_close": value(xnys.nextClose(after: instant)),
            "previous_open": value(xnys.previousOpen(before: instant)),
            "previous_close": value(xnys.previousClose(before: instant)),
        ])
    }
}

extension CalendarQuestions.Offset {
    func answer() throws -> JSONValue {
        let found = TradingCalendar.xnys.session(offset: offset, from: try day(session))
        return .object([
            "session": .string(session), "offset": .integer(offset),
            "result": JSONValue(found?.day.description),
        ])
    }
}

extension CalendarQuestions.Count {
    func answer() throws -> JSONValue {
        let (first, last) = (try day(start), try day(end))
        let count = first <= last ? TradingCalendar.xnys.sessionCount(in: first...last) : 0
        return .object([
            "start": .string(start), "end": .string(end), "sessions": JSONValue(count),
        ])
    }
}

extension TradingCalendar {
    fileprivate func sessions(of file: GoldenFile) throws -> ArraySlice<Session> {
        let years = try wholeYears(of: file)
        guard let sessions = sessions(in: years) else {
            throw GoldensFault("\(years) is not covered")
        }
        return sessions
    }
}

/// From January 1 of the first date's year to December 31 of the last one's.
private func wholeYears(of file: GoldenFile) throws -> ClosedRange<Day> {
    let days = try file.firstColumn().map { try day($0) }
    guard let first = days.min()?.civil.year, let last = days.max()?.civil.year,
        let start = Day(year: first, month: 1, day: 1),
        let end = Day(year: last, month: 12, day: 31)
    else { throw GoldensFault("no date in the first column") }
    return start...end
}

private func day(_ text: some StringProtocol) throws -> Day {
    guard let day = Day(text) else { throw GoldensFault("no date: \(text)") }
    return day
}

/// How much of an instant is written.
private enum Precision: Int {
    case minute = 16
    case second = 19
}

/// ISO 8601 in UTC, as short as the reference file has it.
private func text(_ instant: Timestamp, to precision: Precision) -> String {
    instant.description.prefix(precision.rawValue) + "Z"
}

private func csv(_ lines: [String]) -> Data { Data((lines.joined(separator: "\n") + "\n").utf8) }
