/// A figure that follows a series step by step: `nil` until it is warm, then one value a step.
///
/// A value type: a copy goes on by itself. It sees the past only, since it is never given more.
public protocol Indicator: Sendable {
    /// What a step brings: a number, or a bar as a `Candle`.
    associatedtype Input
    /// What it tells.
    associatedtype Output

    /// How many steps bring the first value: the last of them does.
    var warmUp: Int { get }

    /// Takes the next step of the series.
    ///
    /// - Returns: the value at this step; nil before it is defined.
    mutating func next(_ input: Input) -> Output?

    /// Forgets all steps, as if just made.
    mutating func reset()
}
