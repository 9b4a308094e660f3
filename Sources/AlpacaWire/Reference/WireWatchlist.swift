public import Domain

/// A list of symbols with a name.
public struct WireWatchlist: WireRecord {
    /// Its id, a UUID.
    public var id: String
    /// Whose it is.
    public var accountID: String
    /// Its name.
    public var name: String
    /// When it was made.
    public var createdAt: Timestamp?
    /// When it last changed.
    public var updatedAt: Timestamp?
    /// What is on it.
    public var assets: [WireAsset] = []

    /// One with what must be there; the rest is set after.
    public init(id: String, accountID: String, name: String) {
        self.id = id
        self.accountID = accountID
        self.name = name
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        id = try fields.needed("id")
        accountID = try fields.needed("account_id")
        name = try fields.needed("name")
        createdAt = try fields.time("created_at")
        updatedAt = try fields.time("updated_at")
        assets = try WireAsset.list(.list(fields.list("assets")))
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["id"] = .string(id)
        fields["account_id"] = .string(accountID)
        fields["name"] = .string(name)
        fields["created_at"] = .stamp(createdAt)
        fields["updated_at"] = .stamp(updatedAt)
        fields["assets"] = .list(assets.map(\.wire))
        return .map(fields)
    }
}
