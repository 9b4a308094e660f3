import Desk
import Domain
import Hummingbird
import Storage

/// What was done to the desk, and what strategies wanted: both newest first, paged by number.
struct RecordRoutes {
    let ledger: Ledger

    func add(to group: RouterGroup<DeskContext>) {
        group.get("audit") { request, _ in try await audit(request) }
        group.get("signals") { request, _ in try await signals(request) }
    }

    private func audit(_ request: Request) async throws -> Response {
        var query = QueryReader(request, known: "before", "limit")
        let (before, limit) = Self.place(&query)
        try query.check()
        let records = try await ledger.auditRecords(before: before, limit: limit)
        return ListAnswer(items: records.map(AuditAnswer.init)).response()
    }

    private func signals(_ request: Request) async throws -> Response {
        var query = QueryReader(request, known: "symbol", "before", "limit")
        let symbol = query.symbol()
        let (before, limit) = Self.place(&query)
        try query.check()
        let records = try await ledger.signals(of: symbol, before: before, limit: limit)
        return ListAnswer(items: records.map(SignalAnswer.init)).response()
    }

    /// Where a page begins, and how long it is.
    private static func place(_ query: inout QueryReader) -> (before: Int64?, limit: Int) {
        let before = query.number("before", in: 1...Int.max).map { Int64($0) }
        return (before, query.number("limit", in: 1...500) ?? 50)
    }
}
