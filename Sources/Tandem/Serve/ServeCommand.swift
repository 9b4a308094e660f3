import ArgumentParser
import Desk
import Domain
import Foundation
import Logging
import ServiceLifecycle
import Storage
import Web

/// `tandem serve`: the desk as pages, forms and API on one port.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the desk: its pages and its API on one port.",
        discussion: """
            Prints "Listening on http://127.0.0.1:PORT" once it is ready, logs to standard error, \
            and ends with status 0 on SIGTERM or Ctrl-C. Paper trades on a synthetic market that \
            never closes, or on a replay of imported bars. Each option can also be set in the \
            environment or in the file tandem.conf of the current folder (mode 0600), as \
            TANDEM_PORT=8080.

            EXAMPLE: tandem serve --feed replay --symbols GOOG --speed step
            """)

    @Option(name: .long, help: "The address to listen on. (default: 127.0.0.1, this machine only)")
    var host: String?

    @Option(name: .long, help: "The port; 0 picks a free one. (default: 8080)")
    var port: String?

    @Option(
        name: .long, help: "What makes paper's prices: synthetic or replay. (default: synthetic)")
    var feed: String?

    @Option(name: .long, help: "Which synthetic market. (default: 42)")
    var seed: String?

    @Option(
        name: .long,
        help: """
            How fast: bars a second of a replay, seconds a second of the synthetic market, max, or \
            step, which goes on only when asked. (default: 1)
            """)
    var speed: String?

    @Option(name: .long, help: "What trades, such as GOOG,IBM. (default: all that there is)")
    var symbols: String?

    @Option(name: .long, help: "Which bars to replay, where a symbol has several kinds.")
    var timeframe: String?

    @Option(name: .long, help: "A CSV file of splits and dividends for the replay.")
    var actions: String?

    @Option(
        name: .long,
        help: """
            What trading costs: optimistic (nothing; the default), realistic or harsh. An account \
            keeps the costs that it began with.
            """)
    var costs: String?

    @Option(name: .long, help: "What is logged: trace to critical. (default: notice)")
    var logLevel: String?

    @OptionGroup var doors: DoorOptions
    @OptionGroup var database: DatabaseOption

    func run() async throws {
        let settings = try ServeSettings(flag: flag, outside: OutsideSettings())
        OpenFileLimit.raise()
        var logger = Logger(label: "tandem", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = settings.logLevel
        let clock = MarketClock(Surroundings.real.wallNow())
        var surroundings = Surroundings.real
        surroundings.marketNow = { clock.now }
        try await database.writing(in: surroundings) { [logger, surroundings] ledger in
            let live = settings.alpaca.map {
                LiveAlpaca($0, settings.liveSymbols, ledger, surroundings)
            }
            var options = settings.desk
            options.live = live?.venue
            let desk = try await TradingDesk.open(
                options, ledger: ledger, surroundings: surroundings, clock: clock)
            live?.attach(to: desk)
            try await DeskServices(desk, live: live, settings: settings, logger: logger).run()
            await live?.shutdown()
        }
    }

    private func flag(_ setting: OutsideSetting) -> String? {
        switch setting {
        case .host: host
        case .port: port
        case .feed: feed
        case .seed: seed
        case .speed: speed
        case .symbols: symbols
        case .timeframe: timeframe
        case .actions: actions
        case .costs: costs
        case .logLevel: logLevel
        case .database: database.database
        case .tlsCertificate, .tlsKey, .behindProxy, .names: doors.flag(setting)
        case .accessToken, .alpacaKey, .alpacaSecret, .alpacaTradingURL, .alpacaDataURL,
            .alpacaSymbols:
            nil
        }
    }
}
