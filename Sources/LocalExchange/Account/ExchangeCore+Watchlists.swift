import AlpacaWire
import Domain

extension ExchangeCore {
    /// Makes a list.
    mutating func makeWatchlist(_ body: WireFields) throws(ExchangeRefusal) -> WireWatchlist {
        guard let name = body.text("name"), !name.isEmpty else {
            throw .invalid("name is required")
        }
        try checkName(name, except: nil)
        let time = stamp()
        var list = WireWatchlist(id: newID(), accountID: settings.accountID, name: name)
        list.createdAt = time
        list.updatedAt = time
        list.assets = try assets(in: body)
        watchlists.append(list)
        unsaved.watchlists.insert(list.id)
        return list
    }

    /// Gives a list another name or other symbols.
    mutating func change(
        _ list: WireWatchlist, _ body: WireFields
    ) throws(ExchangeRefusal) -> WireWatchlist {
        var list = list
        if let name = body.text("name") {
            try checkName(name, except: list.id)
            list.name = name
        }
        if body.has("symbols") { list.assets = try assets(in: body) }
        return keep(list)
    }

    /// Adds a symbol to a list.
    mutating func append(
        _ body: WireFields, to list: WireWatchlist
    ) throws(ExchangeRefusal) -> WireWatchlist {
        guard let name = body.text("symbol") else { throw .invalid("symbol is required") }
        guard let symbol = symbol(named: name) else {
            throw .notFound("asset not found for \(name)")
        }
        var list = list
        let asset = Self.asset(symbol)
        if !list.assets.contains(asset) { list.assets.append(asset) }
        return keep(list)
    }

    /// Takes a symbol from a list.
    mutating func remove(
        _ name: String, from list: WireWatchlist
    ) throws(ExchangeRefusal) -> WireWatchlist {
        var list = list
        guard list.assets.contains(where: { $0.symbol == name || $0.id == name }) else {
            throw .notFound("\(name) is not on the watchlist")
        }
        list.assets.removeAll { $0.symbol == name || $0.id == name }
        return keep(list)
    }

    /// Throws a list away.
    mutating func delete(_ list: WireWatchlist) {
        watchlists.removeAll { $0.id == list.id }
        unsaved.watchlists.insert(list.id)
    }

    /// The list of an id.
    func watchlist(_ id: String) throws(ExchangeRefusal) -> WireWatchlist {
        guard let list = watchlists.first(where: { $0.id == id.lowercased() }) else {
            throw .notFound("watchlist not found")
        }
        return list
    }

    /// The list of a name.
    func watchlist(named name: String?) throws(ExchangeRefusal) -> WireWatchlist {
        guard let list = watchlists.first(where: { $0.name == name }) else {
            throw .notFound("watchlist not found")
        }
        return list
    }

    private mutating func keep(_ list: WireWatchlist) -> WireWatchlist {
        var list = list
        list.updatedAt = stamp()
        watchlists = watchlists.map { $0.id == list.id ? list : $0 }
        unsaved.watchlists.insert(list.id)
        return list
    }

    private func checkName(_ name: String, except id: String?) throws(ExchangeRefusal) {
        guard name.count <= 64 else { throw .invalid("name must be at most 64 characters") }
        guard !watchlists.contains(where: { $0.name == name && $0.id != id }) else {
            throw .invalid("watchlist name must be unique")
        }
    }

    private func assets(in body: WireFields) throws(ExchangeRefusal) -> [WireAsset] {
        let names: [String]
        do throws(WireFault) { names = try body.texts("symbols") } catch {
            throw ExchangeRefusal(error)
        }
        var found: [WireAsset] = []
        for name in names {
            guard let symbol = symbol(named: name) else {
                throw .impossible("asset not found for \(name)")
            }
            found.append(Self.asset(symbol))
        }
        return found
    }
}
