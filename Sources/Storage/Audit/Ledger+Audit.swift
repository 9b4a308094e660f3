import GRDB

extension Ledger {
    /// Adds an entry to the audit chain.
    @discardableResult
    public func appendAudit(_ entry: AuditEntry) async throws(StorageError) -> AuditRecord {
        try await writeBeside { db in try AuditChain.append(entry, in: db) }
    }

    /// Audit entries older than number `before`, newest first; the newest without it.
    public func auditRecords(
        before id: Int64? = nil, limit: Int = 50
    ) async throws(StorageError) -> [AuditRecord] {
        try await read { db in try AuditChain.page(before: id, limit: limit, in: db) }
    }

    /// What breaks the audit chain; nothing where it is whole.
    public func verifyAudit() async throws(StorageError) -> [Finding] {
        try await read { db in
            var findings = Findings()
            try AuditExamination.run(in: db, into: &findings)
            return findings.list
        }
    }
}
