public import Domain
public import Storage

/// What a person may set while the desk runs; kept in the database and audited.
public struct DeskSettings: Hashable, Sendable {
    /// The stop of entries by hand that bring none.
    public var defaultStop: DefaultStop
    /// Whether paper orders may open short positions; read at start.
    public var allowsShorting: Bool

    /// Whether a live order needs a ticket of its preview.
    public var requiresPreview: Bool

    static let defaultStopSetting = Setting<DefaultStop>(
        "orders.default_stop_pct", standard: .below(Rate(basisPoints: 500)))
    static let shortingSetting = Setting<Bool>("paper.allow_shorting", standard: false)
    static let previewSetting = Setting<Bool>("live.require_preview", standard: false)

    /// What is set now.
    public init(of ledger: Ledger) async throws(StorageError) {
        defaultStop = try await ledger.value(of: Self.defaultStopSetting)
        allowsShorting = try await ledger.value(of: Self.shortingSetting)
        requiresPreview = try await ledger.value(of: Self.previewSetting)
    }
}

/// How far below its first fill the stop of an entry lies that brings none; above it for a short.
public enum DefaultStop: Hashable, Sendable {
    /// There is none.
    case none
    /// So much of the price.
    case below(Rate)

    /// The distance; nil where there is none.
    public var rate: Rate? {
        if case .below(let rate) = self { rate } else { nil }
    }
}

extension DefaultStop: LosslessStringConvertible {
    /// `none`, or percent above 0 and below 100; else nil.
    public init?(_ text: String) {
        guard text != "none" else {
            self = .none
            return
        }
        guard let percent = try? Price(text), percent.nanos % 100 == 0, percent > .zero else {
            return nil
        }
        let rate = Rate(billionths: percent.nanos / 100)
        guard rate < .one else { return nil }
        self = .below(rate)
    }

    /// The setting as it is read: percent, or `none`.
    public var description: String {
        switch self {
        case .none: "none"
        case .below(let rate): Price(nanos: rate.billionths * 100).description
        }
    }
}

/// A setting as pages and API show it.
public struct SettingLine: Hashable, Sendable {
    /// Its name.
    public let key: String
    /// Its value now.
    public let value: String
    /// Its value until someone sets it.
    public let standard: String
    /// What is allowed, in words.
    public let allowed: String
    /// What it means.
    public let meaning: String
    /// Whether a change holds only from the next start on.
    public let needsRestart: Bool
}
