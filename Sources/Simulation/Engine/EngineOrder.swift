public import Domain

/// A symbol's place in one engine, quicker than its name.
public struct Instrument: Hashable, Sendable {
    @usableFromInline let index: Int

    @inlinable
    init(index: Int) { self.index = index }
}

/// An order's number in one engine; a later order has a larger one.
public struct OrderKey: Hashable, Comparable, Sendable {
    /// The age in the upper 40 bits, the instrument below: one number tells where the order is.
    @usableFromInline let raw: UInt64

    private static let instrumentBits: UInt64 = 24

    init(age: UInt64, index: Int) { raw = age << Self.instrumentBits | UInt64(index) }

    /// No order at all.
    @inlinable static var none: OrderKey { OrderKey(raw: .max) }

    @inlinable
    init(raw: UInt64) { self.raw = raw }

    var index: Int { Int(raw & (1 << Self.instrumentBits - 1)) }

    /// Whether this order is the older one.
    public static func < (left: OrderKey, right: OrderKey) -> Bool { left.raw < right.raw }
}

/// A strategy's number, as those who place its orders give it.
public struct StrategyKey: Hashable, Sendable {
    /// The number.
    public let number: UInt32

    /// The strategy of a number.
    @inlinable
    public init(_ number: UInt32) { self.number = number }
}

/// An order as the engine takes it: numbers only.
public struct EngineOrder: Sendable {
    /// What is traded.
    public var instrument: Instrument
    /// What is asked for.
    public var shape: OrderShape
    /// The lots that it may close; without meaning for an order that opens.
    public var scope: LotScope<OrderKey, StrategyKey>
    /// Whether what it opens is guarded by the default stop, where it brings none of its own.
    public var takesDefaultStop = false
    /// Who owns the lots that it opens.
    public var strategy: StrategyKey
    /// The parent's number; not optional, so that an order is 128 bytes and copied without a call.
    @usableFromInline var guarded = OrderKey.none

    /// The order whose lot this one guards, and so shrinks and ends with; nil for a direct order.
    public var parent: OrderKey? {
        get { guarded == .none ? nil : guarded }
        set { guarded = newValue ?? .none }
    }

    /// A direct order.
    @inlinable
    public init(
        _ shape: OrderShape, of instrument: Instrument,
        closing scope: LotScope<OrderKey, StrategyKey> = .all,
        strategy: StrategyKey = StrategyKey(0)
    ) {
        self.instrument = instrument
        self.shape = shape
        self.scope = scope
        self.strategy = strategy
    }
}
