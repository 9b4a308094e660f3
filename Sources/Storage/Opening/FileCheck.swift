import Foundation
import GRDB

/// Looks at a file before it is opened for writing, since opening it would change it.
enum FileCheck {
    /// Returns for a ledger's file, an empty file and none; throws for all else.
    static func examine(_ path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        guard !isFolder.boolValue else { throw StorageError.notADatabase("\(path) is a folder") }
        let header = try readHeader(path)
        guard !header.isEmpty else { return }
        guard header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw StorageError.notADatabase("\(path) is no SQLite database")
        }
        try examineLength(path, header)
        try examineContent(path)
    }

    private static func readHeader(_ path: String) throws -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw StorageError.unavailable("\(path) cannot be read")
        }
        defer { try? file.close() }
        return Array(try file.read(upToCount: 100) ?? Data())
    }

    /// A file shorter than its own header says has been cut off, unless a log holds the rest.
    private static func examineLength(_ path: String, _ header: [UInt8]) throws {
        guard header.count == 100 else { throw StorageError.corrupt("\(path) is cut off") }
        let hasLog = (try? length(of: path + "-wal")).map { $0 > 0 } ?? false
        guard !hasLog, header[24..<28] == header[92..<96] else { return }
        let pageSize = Int64(header[16]) << 8 | Int64(header[17])
        let pages = header[28..<32].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        guard try length(of: path) >= pages * (pageSize == 1 ? 65_536 : pageSize) else {
            throw StorageError.corrupt("\(path) is cut off")
        }
    }

    private static func length(of path: String) throws -> Int64 {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.size] as? NSNumber)?.int64Value ?? 0
    }

    /// A file opened for reading only, also while another program writes to it.
    static func reader(of path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static func examineContent(_ path: String) throws {
        let file = try reader(of: path)
        defer { try? file.close() }
        try file.read { db in
            let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            guard tables > 0 else { return }  // A file that was begun and not finished.
            let mark = try Int32.fetchOne(db, sql: "PRAGMA application_id")
            guard mark == Migrations.applicationID else {
                throw StorageError.notADatabase("\(path) belongs to another program")
            }
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            guard version <= Migrations.version else {
                throw StorageError.newerSchema(found: version, known: Migrations.version)
            }
        }
    }
}
