/// How far a value lies above the one `period` steps before, in percent.
public struct RateOfChange: Indicator {
    @usableFromInline var window: Window

    /// - Precondition: `period` is above zero.
    @inlinable
    public init(_ period: Int) { window = Window(period) }

    /// A value needs one `period` steps before it.
    @inlinable public var warmUp: Int { window.values.count + 1 }

    /// Takes a value; from zero there is no rate, and it is 0.
    @inlinable
    public mutating func next(_ value: Double) -> Double? {
        window.push(value).map { $0 == 0 ? 0 : (value / $0 - 1) * 100 }
    }

    /// Forgets all values.
    @inlinable
    public mutating func reset() { window = Window(window.values.count) }
}
