import Brokers
import Desk
import Domain
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals
import Web

/// All that runs while the desk is served, from its start to its orderly end.
///
/// The server ends first, then the feed, and last what is only in memory is written down.
struct DeskServices {
    private let desk: TradingDesk
    private let server: WebServer
    private let live: LiveAlpaca?
    private let logger: Logger

    init(
        _ desk: TradingDesk, live: LiveAlpaca?, settings: ServeSettings, logger: Logger
    ) throws {
        self.desk = desk
        self.live = live
        self.logger = logger
        server = try WebServer(desk, options: settings.web, logger: logger)
    }

    /// Runs until SIGTERM or SIGINT.
    func run() async throws {
        if !server.missingAssets.isEmpty {
            let names = server.missingAssets.joined(separator: ", ")
            let text = "files for browsers are missing: \(names). Pages work without them; "
            logger.warning("\(text)script/bootstrap fetches them")
        }
        let application = try server.application { [server] port in
            let line = "Listening on \(server.address(port: port))\n"
            FileHandle.standardOutput.write(Data(line.utf8))
        }
        var services: [any Service] = [FeedService(feed: desk.feed)]
        if let live { services.append(LiveService(live: live)) }
        services.append(application)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services,
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
        try await desk.paperBroker.flush()
    }
}

/// Plays the paper market until the desk ends.
private struct FeedService: Service {
    let feed: FeedRunner

    func run() async throws {
        await cancelWhenGracefulShutdown { await feed.run() }
    }
}

/// Keeps the live account's books true until the desk ends.
private struct LiveService: Service {
    let live: LiveAlpaca

    func run() async throws {
        await cancelWhenGracefulShutdown { await live.run() }
    }
}

extension ServeSettings {
    /// How the desk is opened.
    var desk: DeskOptions {
        let timing = FeedTiming(
            now: Surroundings.real.wallNow,
            sleep: { try? await Task.sleep(nanoseconds: UInt64(max(0, $0))) })
        var options = DeskOptions(timing: timing, feed: feed)
        options.speed = speed
        options.costs = costs
        return options
    }
}
