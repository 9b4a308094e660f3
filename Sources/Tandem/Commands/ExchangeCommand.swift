import ArgumentParser
import Domain
import Foundation
import LocalExchange
import Logging
import MarketData
import ServiceLifecycle
import Storage
import UnixSignals

/// `tandem exchange`: a broker with Alpaca's API on this machine.
struct ExchangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchange",
        abstract: "Run a local broker that speaks Alpaca's API.",
        discussion: """
            Trading, market data and both streams are on one port; any Alpaca client can trade \
            against it with no account and no internet. Prints "Listening on \
            http://127.0.0.1:PORT" once it is ready, and ends with status 0 on SIGTERM or Ctrl-C. \
            Key and secret can also be set as TANDEM_EXCHANGE_KEY and TANDEM_EXCHANGE_SECRET.

            EXAMPLE: tandem exchange --key K --secret S --always-open --memory
            """)

    @Option(name: .long, help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(name: .long, help: "The port; 0 picks a free one.")
    var port = 8090

    @Option(name: .long, help: "The key that clients name. (default: test-key)")
    var key: String?

    @Option(name: .long, help: "The secret that goes with it. (default: test-secret)")
    var secret: String?

    @Option(name: .long, help: "What makes prices: synthetic, or replay of --bars.")
    var feed = "synthetic"

    @Option(name: .long, help: "Which synthetic market.")
    var seed: UInt64 = 42

    @Option(name: .long, help: "What trades, such as GOOG,IBM. (default: all that there is)")
    var symbols: String?

    @Option(name: .long, help: "For a replay: SYMBOL=FILE.csv; may be given again.")
    var bars: [String] = []

    @Option(name: .long, help: "For a replay: a CSV file of splits and dividends.")
    var actions: String?

    @Option(name: .long, help: "For a replay: bars a second.")
    var speed: Int64 = 1

    @Flag(name: .long, help: "Hold the session open; else it follows the New York Stock Exchange.")
    var alwaysOpen = false

    @Option(name: .long, help: "Requests a minute, for trading and for data each; 0: no bound.")
    var rateLimit = 200

    @Option(name: .long, help: "Trades and quotes that a client of the data socket may have.")
    var dataSymbols: Int?

    @Option(name: .long, help: "Clients that the data socket may have at once.")
    var dataConnections: Int?

    @Option(name: .long, help: "Refuse limits that are so many percent from the last price.")
    var limitDistance: Int64?

    @Option(name: .long, help: "What a new account begins with, in dollars.")
    var cash = "100000"

    @Option(name: .long, help: "1: a cash account. 2: margin, and shorts.")
    var multiplier: Int64 = 2

    @Option(name: .long, help: "The file that keeps the account.")
    var state = "exchange.sqlite"

    @Flag(name: .long, help: "Keep the account in memory only.")
    var memory = false

    @Option(name: .long, help: "Fill one order in ten in parts; the seed says which.")
    var partialFills: UInt64?

    @Option(name: .long, help: "Be a hostile broker; the seed says what goes wrong when.")
    var faults: UInt64?

    @Option(name: .long, help: "What is logged: trace to critical.")
    var logLevel = "notice"

    func run() async throws {
        let settings = try settings()
        let feed = try priceFeed()
        OpenFileLimit.raise()
        let lock = memory ? nil : try WriterLock(database: state)
        defer { lock?.release() }
        let store = memory ? nil : try ExchangeStore.open(at: state)
        let exchange = try AlpacaExchange(
            settings, feed: feed, wallNow: Surroundings.real.wallNow, store: store)
        try await serve(exchange)
        try store?.close()
    }

    private func serve(_ exchange: AlpacaExchange) async throws {
        var logger = Logger(
            label: "exchange", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = try Self.parsed(
            logLevel, as: "--log-level",
            allowed: Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
        ) { Logger.Level(rawValue: $0) }
        var options = ExchangeServerOptions()
        options.host = host
        options.port = port
        let server = ExchangeServer(
            exchange, options: options,
            sleep: { try? await Task.sleep(nanoseconds: UInt64(max(0, $0))) }, logger: logger)
        let shown = host.contains(":") ? "[\(host)]" : host
        let application = server.application { port in
            FileHandle.standardOutput.write(Data("Listening on http://\(shown):\(port)\n".utf8))
        }
        try await ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [application], gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger)
        ).run()
    }

    private func settings() throws -> ExchangeSettings {
        var settings = ExchangeSettings()
        let environment = ProcessInfo.processInfo.environment
        settings.key = key ?? environment["TANDEM_EXCHANGE_KEY"] ?? settings.key
        settings.secret = secret ?? environment["TANDEM_EXCHANGE_SECRET"] ?? settings.secret
        settings.cash = try Self.parsed(
            cash, as: "--cash", allowed: "dollars above 0, up to 1000000000"
        ) { text in
            (try? Money(text)).flatMap { cash in
                cash > .zero && cash <= Money(nanos: 1_000_000_000_000_000_000) ? cash : nil
            }
        }
        guard [1, 2, 4].contains(multiplier) else {
            throw ValidationError("--multiplier cannot be \(multiplier); allowed: 1, 2 and 4")
        }
        guard rateLimit >= 0 else { throw ValidationError("--rate-limit cannot be below 0") }
        for (name, bound) in [
            ("--data-symbols", dataSymbols.map(Int64.init)),
            ("--data-connections", dataConnections.map(Int64.init)),
            ("--limit-distance", limitDistance),
        ] {
            guard (1...100_000).contains(bound ?? 1) else {
                throw ValidationError("\(name) must be from 1 to 100000")
            }
        }
        settings.dataSymbolsMax = dataSymbols
        settings.dataConnectionsMax = dataConnections
        settings.limitDistanceMax = limitDistance.map { Rate(basisPoints: $0 * 100) }
        settings.multiplier = multiplier
        settings.isAlwaysOpen = alwaysOpen
        settings.requestsPerMinute = rateLimit == 0 ? nil : rateLimit
        settings.partialFillSeed = partialFills
        settings.faultSeed = faults
        return settings
    }

    private func priceFeed() throws -> any PriceFeed {
        switch feed {
        case "synthetic":
            guard bars.isEmpty, actions == nil else {
                throw ValidationError("--bars and --actions are for --feed replay")
            }
            let names = try symbols?.split(separator: ",").map { try Self.symbol(String($0)) }
            return SyntheticFeed(
                SyntheticMarket(seed: seed, symbols: names), isAlwaysOpen: alwaysOpen)
        case "replay": return try replay()
        default:
            throw ValidationError("--feed cannot be '\(feed)'; allowed: synthetic, replay")
        }
    }

    private func replay() throws -> ReplayFeed {
        guard !bars.isEmpty else { throw ValidationError("--feed replay needs --bars") }
        guard (1...100_000).contains(speed) else {
            throw ValidationError("--speed cannot be \(speed); allowed: 1 to 100000")
        }
        let series = try bars.map { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("--bars '\(text)' must be SYMBOL=FILE.csv")
            }
            let file = try BarFile(path: parts[1])
            guard let timeframe = file.timeframe else {
                throw CommandFault("\(parts[1]): a single bar tells no timeframe")
            }
            return ReplaySeries(
                symbol: try Self.symbol(parts[0]), timeframe: timeframe, bars: file.bars)
        }
        return ReplayFeed(
            series, actions: try actions.map(ActionFile.dated) ?? [], barsPerSecond: speed)
    }
}
