import Brokers
import Domain
import Foundation
import GRDB
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Desk

@Suite struct FeedRunnerTests {
    @Test func `a step is one bar of every symbol, with all that is known by its end`()
        async throws
    {
        let scene = try await DeskScene.open(["AAA": DeskScene.rising, "BBB": DeskScene.rising])
        let before = await scene.desk.feed.state
        #expect(before.isPaused && before.progress == FeedProgress(done: 0, total: 24))
        let first = await scene.step()
        #expect(first.progress?.done == 2)
        #expect(first.marketTime == PaperScene.close(0))
        #expect(scene.paper.board.quotes.map(\.last) == [try Price("100.5"), try Price("100.5")])
        let third = await scene.step(2)
        #expect(third.progress?.done == 6)
    }

    @Test func `at its end the replay is over, and says so once`() async throws {
        let scene = try await DeskScene.open()
        let end = await scene.step(100)
        #expect(end.isOver && end.progress == FeedProgress(done: 12, total: 12))
        #expect(await scene.step().isOver)
        #expect(scene.notices.all.count { $0.code == "feed_over" } == 1)
        let again = try await DeskScene.open(ledger: scene.ledger)
        #expect(await again.desk.feed.state.isOver)
    }

    @Test func `a restart goes on at the cursor, with the prices it had`() async throws {
        let scene = try await DeskScene.open()
        await scene.step(3)
        try await scene.place("a", .buy, 10)
        await scene.step()
        let again = try await DeskScene.open(ledger: scene.ledger)
        let state = await again.desk.feed.state
        #expect(state.progress?.done == 4 && state.marketTime == PaperScene.close(3))
        #expect(again.paper.board.quotes.map(\.last) == [try Price("103.5")])
        #expect(await again.paper.account() == (await scene.paper.account()))
        await again.step()
        #expect(again.paper.board.quotes.map(\.last) == [try Price("104.5")])
    }

    @Test func `it keeps its pace, pauses and goes on`() async throws {
        let clock = Mutex<Int64>(0)
        let timing = FeedTiming(
            now: { Timestamp(nanoseconds: clock.withLock { $0 }) },
            sleep: { nanoseconds in
                clock.withLock { $0 += nanoseconds }
                await Task.yield()
            })
        let bars = (0..<400).map { "\(100 + $0) \(101 + $0) \(99 + $0) \(100 + $0)" }
        let scene = try await DeskScene.open(["AAA": bars]) { options in
            options.timing = timing
            options.speed = .paced(Rate(billionths: 2_000_000_000))
        }
        while let done = await scene.desk.feed.state.progress?.done, done < 10 {
            await Task.yield()
        }
        let paused = await scene.desk.feed.pause()
        let done = try #require(paused.progress?.done)
        // Two bars a second, from the first look at the clock on.
        let seconds = Double(clock.withLock { $0 }) / 1e9
        #expect(abs(seconds - Double(done) / 2) < 0.6)
        #expect(paused.isPaused)
        #expect(await scene.step().progress?.done == done + 1)
        _ = await scene.desk.feed.setSpeed(.max)
        #expect(await scene.desk.feed.resume().isPaused == false)
        while await !scene.desk.feed.state.isOver { await Task.yield() }
    }

    @Test func `while the disk refuses, market time stands, and no bar is skipped`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "desk.sqlite").path
        let ledger = try Ledger.open(
            at: path, options: LedgerOptions(busySeconds: 0.05),
            surroundings: .desk(MarketClock(DeskScene.wall)))
        let scene = try await DeskScene.open(ledger: ledger)
        await scene.step()
        try await scene.place("a", .buy, 10)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let stuck = await scene.step()
        #expect(stuck.trouble != nil && stuck.marketTime == PaperScene.close(0))
        #expect(scene.notices.all.contains { $0.code == "feed_stopped" && $0.level == .alarm })
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        while await scene.desk.feed.state.trouble != nil { await Task.yield() }
        #expect(await scene.desk.feed.state.marketTime == PaperScene.close(1))
        #expect(try await scene.trades().map(\.entryPrice) == [try Price("101")])
        #expect(try await ledger.examine().isEmpty)
    }
}
