import Foundation
import GRDB

/// Copies a ledger that may be in use.
public enum Backup {
    /// Writes a copy of a ledger as it is at one moment, whole or not at all.
    ///
    /// The copy is read through before it gets its name, and only its owner may read it. Commits
    /// that come meanwhile are not in it; none of them waits.
    ///
    /// - Parameter target: a path at which there is nothing yet.
    /// - Returns: the copy's size in bytes.
    public static func write(of path: String, to target: String) throws(StorageError) -> Int64 {
        do {
            try FileCheck.examine(path)
            guard !FileManager.default.fileExists(atPath: target) else {
                throw StorageError.refused("\(target) is there already, and is left as it is")
            }
            let part = target + ".partial"
            guard !FileManager.default.fileExists(atPath: part) else {
                throw StorageError.refused("\(part) is left of an earlier try: delete it first")
            }
            defer { try? FileManager.default.removeItem(atPath: part) }
            try copy(path, to: part)
            // Fails where the target has come meanwhile.
            try FileManager.default.moveItem(atPath: part, toPath: target)
            let attributes = try FileManager.default.attributesOfItem(atPath: target)
            return (attributes[.size] as? NSNumber)?.int64Value ?? 0
        } catch {
            throw StorageError(from: error)
        }
    }

    private static func copy(_ path: String, to part: String) throws {
        guard
            FileManager.default.createFile(
                atPath: part, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw StorageError.unavailable("\(part) cannot be written") }
        let source = try FileCheck.reader(of: path)
        defer { try? source.close() }
        let copy = try DatabaseQueue(path: part)
        defer { try? copy.close() }
        try source.backup(to: copy)
        try copy.writeWithoutTransaction { db in
            // The copy is one file by itself, whatever the source's log was.
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
            let found = try String.fetchAll(db, sql: "PRAGMA quick_check(1)")
            guard found == ["ok"] else {
                throw StorageError.corrupt("the copy is damaged: \(found.joined(separator: "; "))")
            }
        }
    }
}
