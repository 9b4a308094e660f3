/// The length of a bar.
public enum Timeframe: String, CaseIterable, Sendable, CustomStringConvertible {
    /// One minute.
    case minute1 = "1m"
    /// Five minutes.
    case minute5 = "5m"
    /// Fifteen minutes.
    case minute15 = "15m"
    /// Thirty minutes.
    case minute30 = "30m"
    /// One hour.
    case hour1 = "1h"
    /// One session; its bar is stamped with midnight in New York.
    case day1 = "1d"

    /// The nominal length; a session is shorter than its day.
    public var seconds: Int {
        switch self {
        case .minute1: 60
        case .minute5: 300
        case .minute15: 900
        case .minute30: 1_800
        case .hour1: 3_600
        case .day1: 86_400
        }
    }

    /// The short name: `1m`, `1d`.
    public var description: String { rawValue }
}
