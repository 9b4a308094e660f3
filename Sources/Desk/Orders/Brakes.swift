public import Domain
import Storage

/// What stops a mode's entries, kept over restarts.
public struct Brakes: Hashable, Sendable {
    /// Why entries are stopped; nil where they are not.
    public internal(set) var haltReason: String?
    /// The New York day that has lost too much; nil where none has, or where a person has opened
    /// entries again since.
    public internal(set) var lossDay: Day?
    /// Whether a flatten is under way: it is gone on with after a restart.
    var isFlattening: Bool

    /// Whether entries are stopped.
    public var isHalted: Bool { haltReason != nil }
}

extension Brakes {
    /// The reason of a halt; empty where there is none.
    static func halt(_ mode: TradingMode) -> Setting<String> {
        Setting("brakes.\(mode.rawValue).halt", standard: "")
    }

    /// Whether a flatten is under way.
    static func flatten(_ mode: TradingMode) -> Setting<Bool> {
        Setting("brakes.\(mode.rawValue).flatten", standard: false)
    }

    /// The day that has lost too much, as `2025-01-02`; empty where none has.
    static func lossDay(_ mode: TradingMode) -> Setting<String> {
        Setting("brakes.\(mode.rawValue).loss_day", standard: "")
    }

    /// What a person types to open entries again after such a day.
    public static let rearmWord = "re-arm"

    init(of mode: TradingMode, in ledger: Ledger) async throws(StorageError) {
        let reason = try await ledger.value(of: Self.halt(mode))
        haltReason = reason.isEmpty ? nil : reason
        lossDay = Day(try await ledger.value(of: Self.lossDay(mode)))
        isFlattening = try await ledger.value(of: Self.flatten(mode))
    }
}

/// What stays open after a brake was used.
public struct BrakeOutcome: Sendable {
    /// The brakes as they are now.
    public let brakes: Brakes
    /// The orders whose end was asked for.
    public let cancelled: [ClientOrderID]
    /// The orders that still work.
    public let openOrders: [DeskOrder]
    /// The positions that stay.
    public let held: [HeldSymbol]
    /// What could not be done, in sentences.
    public let problems: [String]
}

/// A position in short.
public struct HeldSymbol: Hashable, Sendable {
    /// Of what.
    public let symbol: Symbol
    /// Owned or owed.
    public let side: PositionSide
    /// How many shares.
    public let quantity: Quantity
    /// Whether no protective stop guards some of it.
    public let isBare: Bool
}
