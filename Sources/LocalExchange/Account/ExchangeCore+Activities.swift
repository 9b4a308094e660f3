import AlpacaWire
import Domain

extension ExchangeCore {
    /// Activities, newest first unless asked otherwise.
    func activities(_ query: CallQuery, type: String?) throws(ExchangeRefusal) -> [WireActivity] {
        let wanted = try ActivityQuery(query, type: type)
        let found = activities.filter { wanted.includes($0, now: now) }
        var listed = wanted.isAscending ? found : found.reversed()
        if let token = wanted.pageToken {
            if let place = listed.firstIndex(where: { $0.id == token }) {
                listed = Array(listed[(place + 1)...])
            } else {  // Of another list: its time still says where to go on.
                listed = listed.filter { wanted.isAscending ? $0.id > token : $0.id < token }
            }
        }
        return Array(listed.prefix(wanted.size ?? listed.count))
    }
}

/// Which activities a list is to have.
private struct ActivityQuery {
    let isAscending: Bool
    let pageToken: String?
    /// Nil for all: what a day has is told whole.
    let size: Int?
    private let types: Set<String>?
    private let isOfTrades: Bool?
    private let after: Timestamp?
    private let until: Timestamp?
    private let day: Day?

    /// - Parameter type: the one in the path, if it is there.
    init(_ query: CallQuery, type: String?) throws(ExchangeRefusal) {
        let names = type.map { $0.split(separator: ",").map(String.init) }
        types = (names ?? query.words("activity_types")).map { Set($0.map { $0.uppercased() }) }
        let category = try query.word(
            "category", of: ["trade_activity", "non_trade_activity"])
        guard types == nil || category == nil else {
            throw .invalid("activity_types and category do not go together")
        }
        isOfTrades = category.map { $0 == "trade_activity" }
        isAscending = try query.word("direction", of: ["asc", "desc"]) == "asc"
        pageToken = query["page_token"]
        after = try query.time("after")
        until = try query.time("until")
        day = try query.day("date")
        size = try query.number("page_size", in: 1...100) ?? (day == nil ? 100 : nil)
    }

    func includes(_ activity: WireActivity, now: Timestamp) -> Bool {
        let time = activity.transactionTime ?? activity.date.flatMap { WireTime.read($0) } ?? now
        return types?.contains(activity.activityType) ?? true
            && isOfTrades.map { $0 == (activity.activityType == "FILL") } ?? true
            && after.map { time > $0 } ?? true && until.map { time < $0 } ?? true
            && day.map { time.description.hasPrefix($0.description) } ?? true
    }
}
