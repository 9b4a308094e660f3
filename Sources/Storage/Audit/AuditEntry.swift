public import Domain

/// Something that was done to the desk, as the audit chain keeps it.
public struct AuditEntry: Hashable, Sendable {
    /// A stable word for what was done, such as `mode_changed`.
    public var kind: String
    /// The particulars as JSON text.
    public var detail: String
    /// The wall clock's time.
    public var time: Timestamp

    /// An entry, not yet in the chain.
    public init(kind: String, detail: String = "{}", time: Timestamp) {
        self.kind = kind
        self.detail = detail
        self.time = time
    }
}

/// An entry with its place in the chain.
public struct AuditRecord: Hashable, Sendable {
    /// Its number, from 1 without gaps.
    public let id: Int64
    /// What was done.
    public let entry: AuditEntry
    /// The SHA-256 of this entry and, through it, of all before, in hexadecimal.
    public let hash: String
}
