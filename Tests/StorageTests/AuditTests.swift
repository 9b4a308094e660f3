import Domain
import GRDB
import Testing

@testable import Storage

struct AuditTests {
    @Test func `entries are numbered, chained and read newest first`() async throws {
        let ledger = try await ledger(entries: 5)
        let records = try await ledger.auditRecords(limit: 2)
        #expect(records.map(\.id) == [5, 4])
        #expect(records.first?.entry.detail == "{\"n\":4}")
        let older = try await ledger.auditRecords(before: 4)
        #expect(older.map(\.id) == [3, 2, 1])
        #expect(Set((records + older).map(\.hash)).count == 5)
        #expect(try await ledger.verifyAudit() == [])
    }

    @Test func `the first hash is that of the written rule`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let record = try await ledger.appendAudit(
            AuditEntry(kind: "a", detail: "{}", time: Timestamp(nanoseconds: 258)))
        // SHA-256 of 1, 258 as 8 bytes each, and of "a", "{}" and 32 zeros after their lengths.
        #expect(
            record.hash == "bbaefb473c147480086b7c0a478b9906bc10dce2403a747e390345b820fdf41f")
    }

    @Test(arguments: [
        ("UPDATE audit_log SET detail = '{}' WHERE id = 3", "hash"),
        ("UPDATE audit_log SET kind = 'other' WHERE id = 3", "hash"),
        ("UPDATE audit_log SET at_ns = at_ns + 1 WHERE id = 3", "hash"),
        ("UPDATE audit_log SET hash = zeroblob(32) WHERE id = 3", "hash"),
        ("UPDATE audit_log SET previous_hash = zeroblob(32) WHERE id = 3", "previous_hash"),
        ("DELETE FROM audit_log WHERE id = 3", "id"),
        ("DELETE FROM audit_log WHERE id = 1", "id"),
        ("DELETE FROM audit_log WHERE id = 5", "id"),
        ("DELETE FROM audit_log", "id"),
        ("UPDATE audit_log SET id = 6 WHERE id = 5", "id"),
    ])
    func `a chain that was tampered with is found out`(
        _ statement: String, _ column: String
    ) async throws {
        let ledger = try await ledger(entries: 5)
        try await ledger.write { db in try db.execute(sql: statement) }
        #expect(try await ledger.verifyAudit().contains { $0.column == column })
    }

    @Test func `entries cut off at the end are missed even after new ones`() async throws {
        let ledger = try await ledger(entries: 5)
        try await ledger.write { db in try db.execute(sql: "DELETE FROM audit_log WHERE id > 3") }
        try await ledger.appendAudit(AuditEntry(kind: "new", time: opening))
        #expect(try await ledger.verifyAudit().map(\.expected) == ["4"])
    }

    @Test func `a setting comes back as its type, with its entry in the chain`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let days = Setting("summary.days", standard: 30)
        #expect(try await ledger.value(of: days) == 30)
        let audit = AuditEntry(kind: "setting_put", time: opening)
        try await ledger.put(7, for: days, audit: audit)
        try await ledger.put(8, for: days, audit: audit)
        #expect(try await ledger.value(of: days) == 8)
        #expect(try await ledger.settings() == ["summary.days": "8"])
        #expect(try await ledger.auditRecords().map(\.entry) == [audit, audit])
        await #expect(throws: StorageError.corrupt("the setting summary.days cannot be x")) {
            try await ledger.put("x", for: Setting("summary.days", standard: ""), audit: audit)
            _ = try await ledger.value(of: days)
        }
    }

    @Test func `signals are listed newest first, of one symbol or all`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        var signals: [Signal] = []
        for (index, ticker) in ["GOOG", "IBM", "GOOG"].enumerated() {
            var signal = Signal(
                time: opening.advanced(bySeconds: Int64(index)), mode: .live,
                symbol: try symbol(ticker), action: "exit",
                origin: OrderOrigin(regime: "calm", explanation: "why"))
            signal.price = index == 1 ? nil : try price("9.5")
            signal.order = index == 1 ? try name("x") : nil
            #expect(try await ledger.insert(signal) == Int64(index + 1))
            signals.append(signal)
        }
        #expect(try await ledger.signals().map(\.signal) == signals.reversed())
        #expect(try await ledger.signals(of: symbol()).map(\.id) == [3, 1])
        #expect(try await ledger.signals(of: symbol(), before: 3, limit: 1).map(\.id) == [1])
    }

    private func ledger(entries: Int) async throws -> Ledger {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        for index in 0..<entries {
            try await ledger.appendAudit(
                AuditEntry(kind: "test", detail: "{\"n\":\(index)}", time: opening))
        }
        return ledger
    }
}
