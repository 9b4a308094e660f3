/// Which column of a CSV file of bars holds what.
///
/// Names are those of Yahoo, Stooq, Alpaca and our own files, in any order and any case.
struct BarColumns {
    /// The names as the file writes them.
    let names: [String]
    /// The date, or the whole instant.
    let stamp: Int
    /// The time of day beside the date (Stooq).
    let clock: Int?
    /// The length of the bar (Stooq): `D`, or minutes.
    let period: Int?
    /// Whose bar it is (Stooq, Alpaca).
    let ticker: Int?
    let open: Int
    let high: Int
    let low: Int
    let close: Int
    let volume: Int
    /// A zone that the stamp's name states: `time_utc`.
    let zone: StampZone?

    private static let openNames = ["open", "o"]
    private static let highNames = ["high", "h"]
    private static let lowNames = ["low", "l"]
    private static let closeNames = ["close", "c"]
    private static let volumeNames = ["volume", "vol", "v"]
    private static let stampNames = [
        "timestamp", "t", "datetime", "time_utc", "bar_start", "date", "time",
    ]

    init(names: [String]) throws(BarFileError) {
        let header = Header(names: names)
        self.names = header.names
        let date = try header.index(of: ["date"])
        let time = try header.index(of: ["time"])
        if let date, let time {
            (stamp, clock) = (date, time)
        } else {
            (stamp, clock) = (try header.required(Self.stampNames, as: "time"), nil)
        }
        period = try header.index(of: ["per", "period"])
        ticker = try header.index(of: ["ticker", "symbol"])
        open = try header.required(Self.openNames, as: "open")
        high = try header.required(Self.highNames, as: "high")
        low = try header.required(Self.lowNames, as: "low")
        close = try header.required(Self.closeNames, as: "close")
        volume = try header.required(Self.volumeNames, as: "volume")
        zone = header.plain[stamp] == "time_utc" ? .utc : nil
    }
}

/// The first line of a CSV file.
struct Header {
    /// The names as written, cut to what a message may show.
    let names: [String]
    /// The names in lower case, without `<` and `>`.
    let plain: [String]

    init(names: [String]) {
        self.names = names
        plain = names.map { $0.lowercased().filter { $0 != "<" && $0 != ">" } }
    }

    /// The one column that bears one of these names, or nil.
    func index(of wanted: [String]) throws(BarFileError) -> Int? {
        let found = plain.indices.filter { wanted.contains(plain[$0]) }
        guard found.count <= 1 else { throw .repeatedColumn(names[found[1]]) }
        return found.first
    }

    /// The one column that bears one of these names.
    func required(_ wanted: [String], as name: String) throws(BarFileError) -> Int {
        guard let index = try index(of: wanted) else {
            throw .missingColumn(name, found: Array(names.prefix(20)))
        }
        return index
    }
}
