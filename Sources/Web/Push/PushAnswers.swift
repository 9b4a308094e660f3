import Desk
import Domain
import ExactJSON

/// An answer that brings texts along for the pages that hear it.
protocol PageAnswer: JSONAnswer {
    var isForPages: Bool { get set }
}

extension PageAnswer {
    /// The same with its texts.
    var forPages: Self {
        var answer = self
        answer.isForPages = true
        return answer
    }
}

extension QuoteAnswer: PageAnswer {}
extension PositionAnswer: PageAnswer {}
extension AccountAnswer: PageAnswer {}
extension PlacedOrderAnswer: PageAnswer {}

/// Something that a person should read.
struct NoticeAnswer: JSONAnswer {
    let notice: Notice

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("level")
            writer.string(notice.level.rawValue)
            writer.name("code")
            writer.string(notice.code)
            writer.name("text")
            writer.string(notice.text)
        }
    }
}

/// A symbol of which nothing is held.
struct NoPositionAnswer: JSONAnswer {
    let symbol: Symbol

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("symbol")
            writer.string(symbol.description)
            writer.name("qty")
            writer.integer(0)
            writer.name("shares")
            writer.integer(0)
        }
    }
}

/// All that a page shows of both modes besides lists of trades.
struct SnapshotAnswer: JSONAnswer {
    let mode: ModeAnswer
    let paper: VenueSnapshot
    let live: VenueSnapshot

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("mode")
            mode.write(to: &writer)
            writer.name("paper")
            paper.write(to: &writer)
            writer.name("live")
            live.write(to: &writer)
        }
    }
}

/// What a mode holds and what prices it has.
struct VenueSnapshot: JSONAnswer {
    let account: AccountAnswer
    let positions: [PositionAnswer]
    let quotes: [QuoteAnswer]

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("account")
            account.write(to: &writer)
            writer.name("positions")
            writer.array(positions) { $1.write(to: &$0) }
            writer.name("quotes")
            writer.array(quotes) { $1.write(to: &$0) }
        }
    }
}
