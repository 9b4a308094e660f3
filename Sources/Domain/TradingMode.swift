/// Whether money is real.
public enum TradingMode: String, CaseIterable, Sendable {
    /// Simulated fills on Tandem's own engine.
    case paper
    /// Real orders at the broker.
    case live
}
