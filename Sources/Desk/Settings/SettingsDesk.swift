import Brokers
import Domain
import Storage

/// Shows the desk's settings and changes them: one change after the other, each in the audit chain.
public actor SettingsDesk {
    private let desk: TradingDesk
    /// The change that was asked for last: the next one waits for it, so that memory and ledger
    /// cannot end with different values.
    private var last: Task<[SettingLine], any Error>?

    /// The settings of a desk.
    public init(_ desk: TradingDesk) { self.desk = desk }

    /// The names of all settings.
    public static var names: Set<String> {
        Set(DeskSetting.allCases.map(\.rawValue) + LiveLimit.allCases.map(\.rawValue))
    }

    /// All settings as they are.
    public func lines() async throws(DeskError) -> [SettingLine] {
        do throws(StorageError) {
            let settings = try await DeskSettings(of: desk.ledger)
            return DeskSetting.allCases.map { $0.line(settings) }
                + LiveLimit.allCases.map { $0.line(desk.limits[$0]) }
        } catch {
            throw DeskError(error)
        }
    }

    /// Changes settings, by their names; nothing is changed where one of the values cannot be.
    public func change(_ values: [String: String]) async throws(DeskError) -> [SettingLine] {
        let changes = try values.sorted { $0.key < $1.key }.map(SettingChange.init)
        let (before, desk) = (last, desk)
        let task = Task {
            _ = await before?.result
            for change in changes { try await change.apply(to: desk) }
            return try await self.lines()
        }
        last = task
        do {
            return try await task.value
        } catch let error as DeskError {
            throw error
        } catch {
            throw .unavailable("\(error)")
        }
    }
}

/// One value that a setting is to have, checked.
private enum SettingChange {
    case defaultStop(DefaultStop)
    case allowsShorting(Bool)
    case requiresPreview(Bool)
    case limit(LiveLimit, LimitValue)

    init(_ key: String, _ text: String) throws(DeskError) {
        if let limit = LiveLimit(rawValue: key) {
            self = .limit(limit, try Self.checked(limit.value(text), text, key, limit.allowed))
            return
        }
        guard let setting = DeskSetting(rawValue: key) else {
            let known = SettingsDesk.names.sorted().joined(separator: ", ")
            throw .invalid(TicketFault(key, "is not known; known are \(known)"))
        }
        switch setting {
        case .defaultStop:
            self = .defaultStop(try Self.parsed(text, key, allowed: setting.allowed))
        case .allowsShorting:
            self = .allowsShorting(try Self.parsed(text, key, allowed: setting.allowed))
        case .requiresPreview:
            self = .requiresPreview(try Self.parsed(text, key, allowed: setting.allowed))
        }
    }

    private static func parsed<Value: LosslessStringConvertible>(
        _ text: String, _ key: String, allowed: String
    ) throws(DeskError) -> Value {
        try checked(Value(text), text, key, allowed)
    }

    private static func checked<Value>(
        _ value: Value?, _ text: String, _ key: String, _ allowed: String
    ) throws(DeskError) -> Value {
        guard let value else {
            let message = "cannot be '\(text.prefix(40))'; allowed: \(allowed)"
            throw .invalid(TicketFault(key, message))
        }
        return value
    }

    func apply(to desk: TradingDesk) async throws(DeskError) {
        switch self {
        case .defaultStop(let stop):
            try await put(stop, for: DeskSettings.defaultStopSetting, in: desk)
            do throws(BrokerError) {
                try await desk.paperBroker.setDefaultStop(stop.rate)
            } catch {
                throw DeskError(error)
            }
            await desk.liveAccount?.setDefaultStop(stop.rate)
        case .limit(let limit, let value):
            try await put(value, for: limit.setting, in: desk)
            desk.limits.set(value, for: limit)
        case .allowsShorting(let isAllowed):
            try await put(isAllowed, for: DeskSettings.shortingSetting, in: desk)
        case .requiresPreview(let isRequired):
            try await put(isRequired, for: DeskSettings.previewSetting, in: desk)
            desk.previews.setNeeded(isRequired)
        }
    }

    /// Values and keys of settings need no escape in JSON.
    private func put<Value>(
        _ value: Value, for setting: Setting<Value>, in desk: TradingDesk
    ) async throws(DeskError) {
        let detail = "{\"setting\":\"\(setting.key)\",\"value\":\"\(value.description)\"}"
        do throws(StorageError) {
            try await desk.ledger.put(
                value, for: setting,
                audit: AuditEntry(
                    kind: "setting_changed", detail: detail, time: desk.surroundings.wallNow()))
        } catch {
            throw DeskError(error)
        }
    }
}
