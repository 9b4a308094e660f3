import ArgumentParser
import Domain
import Storage

/// `tandem mode`: shows which mode's orders are open, or goes back to paper.
struct ModeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mode",
        abstract: "Show which mode is active, or go back to paper.",
        discussion: """
            Live is activated at the running desk only, where its broker is looked at first: on \
            the page, or by POST /api/mode. Going back to paper from here needs the desk to be \
            stopped; a running one changes its mode on the page. Nothing is placed and nothing is \
            cancelled.

            EXAMPLE: tandem mode paper
            """)

    @Argument(help: "The mode to activate: paper.")
    var mode: String?

    @Flag(name: .long, help: "Print the state as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOption

    func run() async throws {
        let path = try database.existing()
        let wanted = try mode.map {
            try Self.parsed($0, as: "the mode", allowed: "paper") { TradingMode(rawValue: $0) }
        }
        switch wanted {
        case nil: try show(try ModeState.read(at: path))
        case .live?:
            throw CommandFault(
                "live is activated at the running desk only: on its page, or by POST /api/mode")
        case .paper?:
            try await database.writing { ledger in try show(try await ledger.activate(.paper)) }
        }
    }

    private func show(_ state: ModeState) throws {
        if json { return try JSONOutput.print(ModeStateAnswer(state)) }
        let since = state.changedAt.map { ", since \($0)" } ?? ""
        print("\(state.mode.rawValue) is active\(since).")
        print("Paper: cash $\(state.paperCash), realized $\(state.paperRealized).")
    }
}

/// The stored mode.
private struct ModeStateAnswer: Encodable {
    let active_mode: String
    let last_mode_change: String?
    let paper_balance, paper_realized_pnl: ExactAmount
    let mode_epoch: Int64

    init(_ state: ModeState) {
        active_mode = state.mode.rawValue
        last_mode_change = state.changedAt?.description
        paper_balance = ExactAmount(state.paperCash)
        paper_realized_pnl = ExactAmount(state.paperRealized)
        mode_epoch = state.changes
    }
}
