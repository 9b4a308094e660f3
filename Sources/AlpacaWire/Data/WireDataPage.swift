/// One page of market data: items by symbol, and where the next page starts.
public struct WireDataPage<Item: WireRecord>: Hashable, Sendable {
    /// The items by symbol, oldest first unless asked otherwise.
    public var items: [String: [Item]]
    /// What to ask for the next page with; nil on the last one.
    public var nextPageToken: String?

    /// A page of these parts.
    public init(items: [String: [Item]], nextPageToken: String?) {
        self.items = items
        self.nextPageToken = nextPageToken
    }

    /// Reads a page.
    ///
    /// - Parameter name: what the items are under: `bars`, `quotes` or `trades`.
    public init(_ value: WireValue, name: String) throws(WireFault) {
        let fields = try WireFields(value)
        nextPageToken = fields.text("next_page_token")
        items = [:]
        guard let symbols = try fields.fields(name) else { return }
        for (symbol, list) in symbols.values { items[symbol] = try Item.list(list) }
    }

    /// The object that travels.
    public func wire(name: String) -> WireValue {
        .map([
            name: .map(items.mapValues { .list($0.map(\.wire)) }),
            "next_page_token": .text(nextPageToken),
        ])
    }
}
