public import Simulation

/// The named cost models of the paper account.
public enum CostPreset: String, CaseIterable, Sendable {
    /// Nothing costs anything.
    case optimistic
    /// A liquid share at a broker without commission.
    case realistic
    /// A thin share on a bad day.
    case harsh

    /// As an epoch notes them.
    public var settings: String { "{\"costs\":\"\(rawValue)\"}" }

    /// The costs.
    public var model: CostModel {
        switch self {
        case .optimistic: .optimistic
        case .realistic: .realistic
        case .harsh: .harsh
        }
    }
}
