import AlpacaWire
import Domain

/// What the state's file does not have yet, besides orders, which their book tells.
struct Unsaved: Sendable {
    var hasAccount = false
    var lots: Set<Symbol> = []
    var activities: [WireActivity] = []
    var watchlists: Set<String> = []
    var marks: [EquityMark] = []
    /// What is to be forgotten, by kind.
    var forgotten: [String: [String]] = [:]
}
