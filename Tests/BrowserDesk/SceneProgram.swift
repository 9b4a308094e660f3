import Brokers
import Desk
import Domain
import Foundation
import Hummingbird
import Logging
import Storage
import UnixSignals
import Web

/// A desk for tests in a browser: its live venue and its wall clock are scripted.
///
/// It prints `Listening on …`, then answers each line of standard input with one of its own:
/// `ready`, `not-ready WHY`, `quote SYMBOL PRICE` (of live), `tickets`, `mode`.
@main
struct SceneProgram {
    static func main() async throws {
        let options = SceneOptions(CommandLine.arguments)
        let live = ScriptedVenue()
        let clock = MarketClock(options.wall)
        let surroundings = Surroundings.scripted(options.wall, clock)
        let ledger = try Ledger.open(at: "scene.sqlite", surroundings: surroundings)
        try await Scene.bars(in: ledger)
        var desk = try await open(options, live, ledger, surroundings, clock)
        if options.history != nil {
            // The account is bound to its feed now, and may have a past.
            try await Scene.history(in: ledger)
            desk = try await open(options, live, ledger, surroundings, clock)
        }
        try await serve(desk, live, options)
    }

    private static func open(
        _ options: SceneOptions, _ live: ScriptedVenue, _ ledger: Ledger,
        _ surroundings: Surroundings, _ clock: MarketClock
    ) async throws -> TradingDesk {
        var desk = DeskOptions(
            timing: FeedTiming(
                now: surroundings.wallNow,
                sleep: { try? await Task.sleep(nanoseconds: UInt64(max(0, $0))) }),
            feed: .replay(ReplayChoice()))
        desk.speed = .step
        desk.live = live.venue
        return try await TradingDesk.open(
            desk, ledger: ledger, surroundings: surroundings, clock: clock)
    }

    private static func serve(
        _ desk: TradingDesk, _ live: ScriptedVenue, _ options: SceneOptions
    ) async throws {
        var web = WebOptions()
        web.port = options.port
        web.fetchedAssets = options.assets
        var logger = Logger(label: "scene")
        logger.logLevel = .error
        let server = try WebServer(desk, options: web, logger: logger)
        let feed = Task { await desk.feed.run() }
        let lines = Task.detached { await Self.obey(desk, live) }
        let application = try server.application { port in
            Self.say("Listening on http://127.0.0.1:\(port)")
        }
        try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
        feed.cancel()
        lines.cancel()
        try await desk.paperBroker.flush()
        exit(0)
    }

    private static func obey(_ desk: TradingDesk, _ live: ScriptedVenue) async {
        while let line = readLine() {
            let words = line.split(separator: " ", maxSplits: 2).map(String.init)
            switch words.first {
            case "ready": live.become(ready: true)
            case "not-ready": live.become(ready: false, words.dropFirst().joined(separator: " "))
            case "quote" where words.count == 3:
                if let quote = live.post(words[1], words[2], at: desk.surroundings.wallNow()) {
                    desk.events.publish(.quote(.live, quote))
                }
            case "tickets":
                say(live.tickets.map { "\($0.side.rawValue) \($0.symbol)" }.joined(separator: ","))
                continue
            case "mode":
                say(desk.modes.active.rawValue)
                continue
            default: say("unknown")
            }
            say("done")
        }
    }

    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data("\(line)\n".utf8))
    }
}

/// What a scene was asked for.
struct SceneOptions {
    var port = 0
    /// The wall clock's start; it goes on from there.
    var wall = Timestamp("2026-01-22T15:00:00Z") ?? Timestamp(nanoseconds: 0)
    var history: String?
    var assets: String?

    init(_ arguments: [String]) {
        for (name, value) in zip(arguments, arguments.dropFirst()) {
            switch name {
            case "--port": port = Int(value) ?? 0
            case "--wall": wall = Timestamp(value) ?? wall
            case "--history": history = value
            case "--assets": assets = value
            default: continue
            }
        }
    }
}

extension Surroundings {
    /// A wall clock that starts where a test says, and goes on as clocks do.
    static func scripted(_ wall: Timestamp, _ clock: MarketClock) -> Surroundings {
        let start = ContinuousClock.now
        return Surroundings(
            wallNow: {
                let passed = ContinuousClock.now - start
                return wall.advanced(bySeconds: passed.components.seconds)
            },
            marketNow: { clock.now },
            newOrderID: {
                let name = ClientOrderID(UUID().uuidString.lowercased())
                guard let name else { preconditionFailure("It has letters, digits and dashes.") }
                return name
            })
    }
}
