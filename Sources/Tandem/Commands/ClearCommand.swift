import ArgumentParser
import Storage

/// `tandem clear`: empties the trading data.
struct ClearCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear",
        abstract: "Delete all trades, positions, orders, fills, cash, equity and backtests.",
        discussion: """
            Bars, settings and the audit log stay, and the log records it. Refused while there are \
            live positions or working live orders.

            EXAMPLE: tandem clear --yes-delete-everything
            """)

    @Flag(name: .long, help: "Confirms that everything is to be deleted.")
    var yesDeleteEverything = false

    @OptionGroup var database: DatabaseOption

    func run() async throws {
        guard yesDeleteEverything else {
            throw CommandFault("nothing was deleted: add --yes-delete-everything to confirm")
        }
        _ = try database.existing()
        try await database.writing { ledger in try await ledger.clearAllTradingData() }
        print("All trading data is deleted; bars, settings and the audit log are kept.")
    }
}
