import Brokers
import Desk
import Domain
import Storage

/// The table of open positions.
struct PositionsBuilder {
    let door: VenueDoor
    let request: TradesRequest
    let book: DeskBook
    /// What no stop guards.
    let bare: Set<Symbol>
    /// How books and broker stand to each other; nil in paper.
    let standing: LiveStanding?

    func table() async throws -> PositionsTable {
        let answers = try await door.positionAnswers()
        let rows = sorted(answers).map(row)
        return PositionsTable(
            rows: rows,
            columns: PositionColumn.heads(
                request.positionSort, parameter: "positions", address: request.address),
            hasAny: !rows.isEmpty, count: "\(rows.count)", besides: standing?.besides)
    }

    private func row(_ answer: PositionAnswer) -> PositionRow {
        let symbol = answer.position.symbol
        let base = PageAddress("", [("mode", door.mode.rawValue)])
        let isShort = answer.position.side == .short
        let lots = book.lots(of: symbol).lots
        return PositionRow(
            symbol: symbol.description, side: answer.position.side.name,
            live: PositionText(answer), isShort: isShort, isBare: bare.contains(symbol),
            isExternal: lots.contains { $0.strategy == .external },
            unexplained: standing?.blocked[symbol],
            opened: PageTime(answer.position.entryTime), verb: isShort ? "Cover" : "Sell",
            sellAddress: base.path("/trades/sell").adding("symbol", symbol.description).text,
            chartAddress: base.path("/trades/chart").adding("symbol", symbol.description).text,
            protectAddress: lots.count == 1
                ? base.path("/trades/protect").adding("symbol", symbol.description).text : nil)
    }

    private func sorted(_ answers: [PositionAnswer]) -> [PositionAnswer] {
        guard let sorting = request.positionSort else { return answers }
        let ordered = answers.sorted { key($0, sorting.column) < key($1, sorting.column) }
        return sorting.isDescending ? ordered.reversed() : ordered
    }

    private func key(_ answer: PositionAnswer, _ column: PositionColumn) -> SortKey {
        let position = answer.position
        return switch column {
        case .symbol: .text(position.symbol.description)
        case .shares: .figure(position.quantity.billionths)
        case .entry: .figure(position.entryPrice.nanos)
        case .current: .figure(answer.price?.nanos)
        case .value: .figure(answer.marketValue?.nanos)
        case .pnl: .figure(answer.unrealized?.nanos)
        case .percent: .figure(answer.unrealizedPercent.map { Int64(millionthsOf: $0) })
        case .stop: .figure(position.stopLoss?.nanos)
        case .target: .figure(position.takeProfit?.nanos)
        }
    }
}

extension LiveStanding {
    /// What the broker holds and the desk cannot trade, in words; nil where there is nothing.
    var besides: String? {
        guard !foreignSymbols.isEmpty else { return nil }
        let names = foreignSymbols.sorted().joined(separator: ", ")
        return "\(names), worth \(Figures.dollars(foreignValue))"
    }
}

/// What a row is sorted by; the unknown comes first.
enum SortKey: Comparable {
    case figure(Int64?)
    case text(String)

    static func < (left: SortKey, right: SortKey) -> Bool {
        switch (left, right) {
        case (.figure(let left), .figure(let right)): (left ?? .min) < (right ?? .min)
        case (.text(let left), .text(let right)): left < right
        case (.figure, .text): true
        case (.text, .figure): false
        }
    }
}

extension Int64 {
    /// A percentage in millionths, as far as it fits.
    init(millionthsOf percent: Double) {
        self = Int64(exactly: (percent * 1e6).rounded()) ?? (percent < 0 ? .min : .max)
    }
}
