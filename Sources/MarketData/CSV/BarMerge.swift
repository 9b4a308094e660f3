public import Domain

/// What an import did, for the person who asked for it.
public struct ImportReport: Hashable, Sendable {
    /// Bars in the file.
    public var read: Int
    /// Bars that were not stored before.
    public var added: Int
    /// Bars that were stored with the same values.
    public var known: Int
    /// Bars that were stored with other values and are replaced.
    public var replaced: Int
    /// Prices finer than a nanodollar, which were rounded.
    public var roundedPrices: Int
    /// The start of the file's first bar.
    public var first: Timestamp?
    /// The start of the file's last bar.
    public var last: Timestamp?
}

/// A stored bar and one of a file with the same start and other values.
public struct BarConflict: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is stored.
    public let stored: Bar
    /// What the file has.
    public let imported: Bar

    /// A conflict of these two.
    public init(stored: Bar, imported: Bar) {
        self.stored = stored
        self.imported = imported
    }

    /// A sentence that names the first value that differs.
    public var description: String {
        let pairs = [
            ("open", stored.open.description, imported.open.description),
            ("high", stored.high.description, imported.high.description),
            ("low", stored.low.description, imported.low.description),
            ("close", stored.close.description, imported.close.description),
            ("volume", stored.volume.description, imported.volume.description),
        ]
        let values = pairs.first { $0.1 != $0.2 }.map { "\($0.0) is \($0.1), the file has \($0.2)" }
        return "The bar of \(stored.start) is stored with other values (\(values ?? "")); "
            + "nothing was imported."
    }
}

/// A stored series with an imported one in it, each start once.
///
/// Importing a file twice changes nothing the second time.
public struct BarMerge: Sendable {
    /// All bars, oldest first.
    public let bars: [Bar]
    /// What changed.
    public let report: ImportReport

    /// Puts the bars of a file into a stored series, which may be empty.
    ///
    /// - Parameter isReplacing: whether the file wins where values differ.
    /// - Precondition: `stored` is oldest first, without a start twice, as storage keeps it.
    /// - Throws: the first bar that differs, unless `isReplacing`.
    public init(
        _ file: BarFile, into stored: [Bar], isReplacing: Bool = false
    ) throws(BarConflict) {
        try self.init(
            file.bars, into: stored, isReplacing: isReplacing, roundedPrices: file.roundedPrices)
    }

    /// Puts bars of any source into a stored series; otherwise as above.
    ///
    /// - Precondition: `imported` is oldest first, without a start twice.
    public init(
        _ imported: [Bar], into stored: [Bar], isReplacing: Bool = false, roundedPrices: Int = 0
    ) throws(BarConflict) {
        var report = ImportReport(
            read: imported.count, added: 0, known: 0, replaced: 0,
            roundedPrices: roundedPrices, first: imported.first?.start,
            last: imported.last?.start)
        var bars: [Bar] = []
        bars.reserveCapacity(imported.count + stored.count)
        var index = 0
        for bar in imported {
            while index < stored.count, stored[index].start < bar.start {
                bars.append(stored[index])
                index += 1
            }
            bars.append(bar)
            guard index < stored.count, stored[index].start == bar.start else {
                report.added += 1
                continue
            }
            if stored[index] == bar {
                report.known += 1
            } else {
                guard isReplacing else {
                    throw BarConflict(stored: stored[index], imported: bar)
                }
                report.replaced += 1
            }
            index += 1
        }
        bars.append(contentsOf: stored[index...])
        self.bars = bars
        self.report = report
    }
}
