import Desk
import Domain
import HTTPTypes
import Storage

/// Tells a trade from its fills: what made it, and how its profit or loss comes about.
struct DetailBuilder {
    let desk: TradingDesk
    let door: VenueDoor
    let visit: PageVisit

    func page(_ id: Int64, timeframe: Timeframe?) async throws -> TradeDetailPage {
        guard let trade = try await door.ledger.trade(id, mode: door.mode) else {
            throw Problem(.notFound, "not_found", "there is no trade \(id) in \(door.mode)")
        }
        let fills = try await door.ledger.fills(ofTrade: id, mode: door.mode)
        let isOpen = trade.status == .open
        let book = await door.orders.book
        let row = TradeRow(
            trade, mode: door.mode,
            last: isOpen ? await door.orders.lastPrice(of: trade.symbol) : nil,
            isDefaultStop: isOpen && book.hasDefaultStop(trade.lot, of: trade.symbol))
        let chart = try await ChartBuilder(door: door)
            .box(around: trade, fills: fills, timeframe: timeframe)
        let rows = fills.map(FillRow.init)
        return TradeDetailPage(
            frame: try await FrameBuilder(desk: desk, door: door, visit: visit)
                .frame(title: "\(row.symbol) trade \(id)", path: ""),
            trade: row, facts: facts(of: trade, row), fills: rows, hasFills: !rows.isEmpty,
            steps: steps(of: trade, row), timeline: timeline(of: trade, fills), chart: chart)
    }

    private func facts(of trade: BookedTrade, _ row: TradeRow) -> [Fact] {
        [
            Fact(name: "Side", value: row.side), Fact(name: "Shares", value: row.shares),
            Fact(name: "Entry", value: row.entry),
            Fact(name: row.isOpen ? "Now" : "Exit", value: row.exit),
            Fact(name: "Stop", value: row.stop + (row.isDefaultStop ? " (default)" : "")),
            Fact(name: "Target", value: row.target),
            Fact(name: "Strategy", value: row.strategy),
            Fact(name: "Status", value: row.status + (row.outcome.map { ", \($0)" } ?? "")),
            Fact(name: "Fees", value: Figures.dollars(trade.fees)),
            Fact(name: "Slippage", value: Signed.withMinus(Figures.dollars(trade.slippage))),
            Fact(name: "Why", value: trade.origin.reason ?? "–"),
            Fact(name: "Order", value: trade.lot.description),
        ]
    }

    /// The sum that makes the profit: each line is a figure of the books.
    private func steps(of trade: BookedTrade, _ row: TradeRow) -> [SumStep] {
        let isLong = trade.side == .long
        let entry = isLong ? try? -trade.entryValue : trade.entryValue
        let exit = trade.exitValue.flatMap { isLong ? $0 : try? -$0 }
        var steps = [
            SumStep(
                label: isLong ? "Paid at entry" : "Received at entry", amount: Signed(entry),
                note: "\(row.shares) × \(row.entry)", isResult: false)
        ]
        if let exit {
            steps.append(
                SumStep(
                    label: isLong ? "Received at exit" : "Paid at exit", amount: Signed(exit),
                    note: "\(row.shares) × \(row.exit)", isResult: false))
        }
        steps.append(
            SumStep(
                label: "Fees", amount: Signed(try? -trade.fees), note: "entry and exit",
                isResult: false))
        steps.append(
            SumStep(
                label: row.isOpen ? "Unrealized, before fees" : "Realized",
                amount: row.profit,
                note: row.isOpen ? "at \(row.exit), the last price" : "\(row.percent.text)",
                isResult: true))
        return steps
    }

    private func timeline(of trade: BookedTrade, _ fills: [Fill]) -> [Moment] {
        var moments = fills.map { fill in
            Moment(
                time: PageTime(fill.time),
                text: "\(fill.side == .buy ? "Bought" : "Sold") \(Figures.shares(fill.quantity)) "
                    + "at \(Figures.price(fill.price))",
                tone: fill.side == .buy ? "buy" : "sell")
        }
        if let exit = trade.exitTime, trade.status == .closed {
            let why = trade.exitReason.map { ": \(PageText.words($0.rawValue))" } ?? ""
            moments.append(Moment(time: PageTime(exit), text: "Closed\(why)", tone: "end"))
        }
        if trade.status == .cancelled {
            moments.append(
                Moment(
                    time: PageTime(trade.updatedAt), text: "Ended by a reset of the account",
                    tone: "end"))
        }
        return moments
    }
}

extension FillRow {
    init(_ fill: Fill) {
        time = PageTime(fill.time)
        side = fill.side.rawValue
        shares = Figures.shares(fill.quantity)
        price = Figures.price(fill.price)
        value = (try? fill.value).map(Figures.dollars) ?? "–"
        fee = Figures.dollars(fill.fee)
        slippage = Signed.withMinus(Figures.dollars(fill.slippage))
        rule = PageText.words(fill.rule.rawValue)
        ruleWords = fill.rule.explanation
        source = fill.source.words
        isBuy = fill.side == .buy
    }
}

extension FillRule {
    /// What the rule says, in a sentence.
    var explanation: String {
        switch self {
        case .open: "A market order fills at the open of the bar."
        case .limitAtOpen: "The open was better than the limit, so it filled there."
        case .limit: "The bar's range or a quote reached the limit."
        case .stopAtOpen: "The open was beyond the stop already, so it filled there."
        case .stop: "The bar's range reached the stop."
        case .quote: "It filled at the far side of the quote."
        case .close: "It filled at the close of the session."
        case .broker: "The broker reported it."
        }
    }
}

extension PriceSource {
    /// The bar or quote in words.
    var words: String {
        switch self {
        case .bar(let bar):
            "bar \(PageTime(bar.start).short): O \(Figures.price(bar.open)) "
                + "H \(Figures.price(bar.high)) L \(Figures.price(bar.low)) "
                + "C \(Figures.price(bar.close))"
        case .quote(let quote):
            "quote \(PageTime(quote.time).text): bid \(Figures.price(quote.bid)), "
                + "ask \(Figures.price(quote.ask)), last \(Figures.price(quote.last))"
        case .broker(let id): "execution \(id)"
        }
    }
}
