import Domain
import Storage
import Testing

@testable import Crash

/// The promise that no acknowledged order is lost and none is doubled, tried with SIGKILL.
struct KillTests {
    /// The passings at which the program kills itself, all over its run; the last is never reached.
    private static func passings(_ variant: Variant, _ checkpoint: Checkpoint) -> [Int] {
        let isRare = checkpoint == .intentWritten || checkpoint == .fillWritten
        let distance = variant != .stream && !isRare ? 4 : 1
        return (0..<19).map { 1 + $0 * distance } + [1_000_000]
    }

    @Test(arguments: Variant.allCases, Checkpoint.allCases)
    func `killed anywhere, the ledger has what it acknowledged, once, and goes on`(
        _ variant: Variant, _ checkpoint: Checkpoint
    ) async throws {
        let reference = try await Reference(variant)
        let passings = Self.passings(variant, checkpoint)
        var kills = 0
        for passing in passings {
            let folder = try TemporaryFolder()
            let database = folder.path("desk.sqlite")
            let killed = try launch(database, variant, checkpoint, passing, in: folder)
            #expect(killed.status == (killed.isKilled ? 9 : 0), "\(killed.errors)")
            kills += killed.isKilled ? 1 : 0
            let place: Comment = "\(checkpoint) passed \(passing) times"
            try await reference.check(database, after: killed, place)
            let rest = try launch(database, variant, checkpoint, 1_000_000, in: folder)
            #expect(rest.status == 0 && rest.output.hasSuffix("done\n"), place)
            #expect(try Doctor.examine(path: database).isEmpty, place)
            let ledger = try Ledger.open(at: database, surroundings: .fixed)
            #expect(try await Books(of: ledger) == reference.end, place)
            try ledger.close()
        }
        #expect(kills == passings.count - 1, "each passing but the last ends the program")
    }

    private func launch(
        _ database: String, _ variant: Variant, _ checkpoint: Checkpoint, _ passing: Int,
        in folder: TemporaryFolder
    ) throws -> Launch {
        try Launch(
            try Launch.path(of: "Crash"),
            [database, variant.rawValue, checkpoint.rawValue, "\(passing)"], in: folder)
    }
}

/// What a run that is never killed has written after each acknowledgment, and at its end.
private struct Reference {
    /// Orders and fills that are there when a number is acknowledged; at 0 none are.
    private var written: [(orders: Set<ClientOrderID>, fills: Set<Fill>)] = [([], [])]
    let end: Books

    init(_ variant: Variant) async throws {
        let ledger = try Ledger.inMemory(surroundings: .fixed)
        var number = 0
        while try await Self.advance(ledger, variant, to: number + 1) {
            number += 1
            let books = try await Books(of: ledger)
            written.append((Set(books.orders.map(\.ticket.id)), Set(books.fills)))
        }
        end = try await Books(of: ledger)
    }

    /// Goes on until a number is acknowledged; false where the run ended before.
    private static func advance(
        _ ledger: Ledger, _ variant: Variant, to number: Int
    ) async throws -> Bool {
        do {
            switch variant {
            case .stream:
                guard number <= BatchStream.count else { return false }
                try await ledger.commit(try BatchStream.batch(number))
                return true
            case .replay:
                try await ReplayScene.run(on: ledger) { if $0 >= number { throw Stop() } }
                return false
            case .desk:
                try await DeskRun.run(on: ledger) { if $0 >= number { throw Stop() } }
                return false
            }
        } catch is Stop {
            return true
        }
    }

    /// Checks a database that a killed program has left.
    func check(_ database: String, after killed: Launch, _ place: Comment) async throws {
        let numbers = killed.output.split(separator: "\n").compactMap { line in
            line.split(separator: " ").last.flatMap { Int($0) }
        }
        let acknowledged = numbers.last ?? 0
        #expect(numbers == Array(0..<acknowledged).map { $0 + 1 }, place)
        #expect(try Doctor.examine(path: database).isEmpty, place)
        let ledger = try Ledger.open(at: database, surroundings: .fixed)
        let books = try await Books(of: ledger)
        try ledger.close()
        let (orders, fills) = (books.orders.map(\.ticket.id), books.fills)
        #expect(written[acknowledged].orders.isSubset(of: orders), place)
        #expect(written[acknowledged].fills.isSubset(of: fills), place)
        #expect(Set(orders).count == orders.count && Set(fills).count == fills.count, place)
        #expect(Set(fills).isSubset(of: end.fills), place)
    }
}

/// Ends a run between two steps.
private struct Stop: Error {}
