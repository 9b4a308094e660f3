import ExactJSON
import Storage

/// A page of trades.
struct TradePageAnswer: JSONAnswer {
    let page: TradePage
    let number: Int
    let size: Int
    let trades: [TradeAnswer]

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("trades")
            writer.array(trades) { $1.write(to: &$0) }
            writer.name("total")
            writer.integer(page.total)
            writer.name("total_is_minimum")
            writer.bool(page.totalIsMinimum)
            writer.name("page")
            writer.integer(Int64(number))
            writer.name("page_size")
            writer.integer(Int64(size))
            writer.name("next_cursor")
            writer.optional(page.next?.cursor)
        }
    }
}

/// A trade with every fill of its entry and its exit.
struct TradeDetailAnswer: JSONAnswer {
    let trade: TradeAnswer
    let fills: [FillAnswer]

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("trade")
            trade.write(to: &writer)
            writer.name("fills")
            writer.array(fills) { $1.write(to: &$0) }
        }
    }
}
