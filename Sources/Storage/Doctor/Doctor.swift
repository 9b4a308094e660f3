import Domain
import GRDB

/// Looks for anything in a ledger's file that is not as it was written, or does not follow.
///
/// It trusts no sum that is stored: rows of truth are held against their seals, all else is worked
/// out again from the journal and compared cell by cell.
public enum Doctor {
    /// Examines a file that may be in use, without changing it.
    ///
    /// - Returns: what is wrong, nothing for a sound file; the first `10,000` where there is more.
    /// - Throws: `.notADatabase`, `.newerSchema` or `.corrupt` for a file that cannot be examined.
    public static func examine(path: String) throws(StorageError) -> [Finding] {
        do {
            try FileCheck.examine(path)
            let file = try FileCheck.reader(of: path)
            defer { try? file.close() }
            return try file.read { db in try examine(db) }
        } catch {
            throw StorageError(from: error)
        }
    }

    /// What is looked at, one after the other; each by itself finds what it finds.
    static let examinations: [@Sendable (Database, inout Findings) throws -> Void] = [
        { try FileExamination.run(in: $0, into: &$1) },
        { try SchemaExamination.run(in: $0, into: &$1) },
        { try SealExamination.run(in: $0, into: &$1) },
        { try BarExamination.run(in: $0, into: &$1) },
        { try AuditExamination.run(in: $0, into: &$1) },
        { try BookExamination.run(.paper, in: $0, into: &$1) },
        { try BookExamination.run(.live, in: $0, into: &$1) },
    ]

    static func examine(_ db: Database) throws -> [Finding] {
        var findings = Findings()
        for run in examinations where !findings.isFull {
            do {
                try run(db, &findings)
            } catch {
                // A damaged page or cell ends one examination, not the others.
                findings.add("file", found: "\(error)", expected: "a file that can be read")
            }
        }
        return findings.list
    }
}

extension Ledger {
    /// Examines the ledger's file as it is at this moment, beside any write.
    public func examine() async throws(StorageError) -> [Finding] {
        try await read { db in try Doctor.examine(db) }
    }
}
