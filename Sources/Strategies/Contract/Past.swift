public import Domain

/// The bars that a strategy may know: all up to the newest, which is complete. The future is not in
/// the type.
///
/// Splits so far are taken into account: all bars are in shares of today.
public typealias Past = Span<Bar>

extension Span where Element == Bar {
    /// The bar that has just come.
    ///
    /// - Precondition: there is one, as always where a strategy is asked.
    @inlinable public var newest: Bar { self[count - 1] }

    /// The number of the newest bar, the first being 0.
    @inlinable public var newestIndex: Int { count - 1 }
}
