public import Domain
public import Storage
import Synchronization

/// Which mode's orders are open: stored, read at start, and changed only on purpose.
///
/// A change places nothing and cancels nothing unless asked. It is written down and audited before
/// it holds, and everyone is told. It never falls back silently: a stored live stays live.
public actor TradingModeManager {
    private let ledger: Ledger
    private let paper: OrderDesk
    private let live: OrderDesk
    private let feed: @Sendable () async -> FeedState
    private let limits: LiveLimits
    private let readiness: (@Sendable () async -> LiveReadiness)?
    private let events: EventBus
    private let surroundings: Surroundings
    private let gate: ModeGate

    /// A manager of two desks.
    ///
    /// - Parameters:
    ///   - gate: what the desks ask whether their orders are open.
    ///   - limits: some of which live needs.
    ///   - readiness: how the live broker stands; nil where there is none.
    public init(
        desks: DeskPair, gate: ModeGate, ledger: Ledger, events: EventBus,
        surroundings: Surroundings, feed: @escaping @Sendable () async -> FeedState,
        limits: LiveLimits, readiness: (@Sendable () async -> LiveReadiness)? = nil
    ) {
        self.limits = limits
        paper = desks.paper
        live = desks.live
        self.gate = gate
        self.ledger = ledger
        self.events = events
        self.surroundings = surroundings
        self.feed = feed
        self.readiness = readiness
    }

    /// Whether there is a live broker.
    public nonisolated var isLiveConfigured: Bool { readiness != nil }

    /// The mode whose orders are open.
    public nonisolated var active: TradingMode { gate.active }

    /// How everything stands.
    public func status() async throws(StorageError) -> ModeStatus {
        let state = try await ledger.modeState()
        return ModeStatus(
            active: state.mode, changedAt: state.changedAt, epoch: state.changes,
            paperCash: state.paperCash, paperRealized: state.paperRealized,
            live: await liveStatus(),
            livePositions: await live.heldSymbols.count,
            liveOrders: await live.book.openOrders.count, marketTime: surroundings.marketNow(),
            feed: await feed())
    }

    /// Makes a mode the active one.
    ///
    /// - Parameters:
    ///   - confirmsLive: whether the caller said so explicitly; going live needs it.
    ///   - cancelsEntries: whether working entries of the mode that is left are cancelled.
    public func activate(
        _ mode: TradingMode, confirmsLive: Bool, cancelsEntries: Bool = false
    ) async throws(ModeError) -> ModeStatus {
        if mode == .live, gate.active != .live { try await checkLive(confirmsLive) }
        let left = gate.active
        do throws(StorageError) {
            let state = try await ledger.activate(mode)
            gate.open(state.mode)
        } catch {
            throw .unavailable(error.description)
        }
        if cancelsEntries, left != mode { await cancelEntries(of: left) }
        let status = try await statusOrError()
        if left != mode {
            events.publish(.mode(status))
            await tellWhatStays(in: left, since: mode)
        }
        return status
    }

    private func checkLive(_ isConfirmed: Bool) async throws(ModeError) {
        guard isConfirmed else { throw .confirmationRequired }
        let status = await liveStatus()
        guard status.isConfigured else { throw .notConfigured }
        guard status.reasons.isEmpty else { throw .notReady(status.reasons) }
    }

    private func liveStatus() async -> LiveStatus {
        guard self.readiness != nil else { return .notConfigured }
        return .configured(reasons: await liveReadiness().reasons)
    }

    /// What live needs, and how each of it stands.
    public func liveReadiness() async -> LiveReadiness {
        guard let readiness else { return .notConfigured(limits: limits.readiness) }
        return await readiness().adding(ReadinessItem(.configured), limits.readiness)
    }

    private func statusOrError() async throws(ModeError) -> ModeStatus {
        do throws(StorageError) {
            return try await status()
        } catch {
            throw .unavailable(error.description)
        }
    }

    private func cancelEntries(of mode: TradingMode) async {
        do throws(DeskError) {
            _ = try await desk(of: mode).cancelAll()
        } catch {
            events.publish(
                .notice(
                    Notice(.alarm, "cancel_failed", "Entries could not be cancelled: \(error)")))
        }
    }

    /// What was open stays open, and is named.
    private func tellWhatStays(in left: TradingMode, since mode: TradingMode) async {
        let desk = desk(of: left)
        let (orders, held) = (await desk.book.openOrders, await desk.heldSymbols)
        guard !orders.isEmpty || !held.isEmpty else { return }
        let symbols = held.map { "\($0.quantity) \($0.symbol)" }.joined(separator: ", ")
        let positions = held.isEmpty ? "no positions" : "positions: \(symbols)"
        events.publish(
            .notice(
                Notice(
                    left == .live ? .warning : .info, "mode_left",
                    "\(mode.rawValue) is active. In \(left.rawValue) stay \(orders.count) working "
                        + "orders and \(positions).")))
    }

    private func desk(of mode: TradingMode) -> OrderDesk { mode == .live ? live : paper }
}

/// The desks of both modes.
public struct DeskPair: Sendable {
    /// Simulated fills.
    public let paper: OrderDesk
    /// Real orders.
    public let live: OrderDesk

    /// Both desks.
    public init(paper: OrderDesk, live: OrderDesk) {
        self.paper = paper
        self.live = live
    }
}

/// The active mode in memory: what a check can ask without waiting.
public final class ModeGate: Sendable {
    private let mode: Mutex<TradingMode>

    /// A gate that opens this mode's orders.
    public init(_ mode: TradingMode) { self.mode = Mutex(mode) }

    /// The mode whose orders are open.
    public var active: TradingMode { mode.withLock { $0 } }

    /// Opens a mode's orders, and closes the other's.
    func open(_ mode: TradingMode) { self.mode.withLock { $0 = mode } }
}
