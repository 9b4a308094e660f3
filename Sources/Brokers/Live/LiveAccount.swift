public import Domain
public import Storage

/// A broker with an account of its own, which lives on while nobody here looks.
///
/// It books what it does and what it finds; whoever connects hears of each batch once it is on
/// disk.
public protocol LiveAccount: Broker {
    /// Called with each batch once it is on disk.
    typealias Listener = @Sendable (Batch, BatchReceipt) async -> Void

    /// How the books and the broker stand to each other.
    var standing: LiveStanding { get }

    /// Names who hears of what is booked.
    func connect(_ tell: @escaping Listener) async

    /// Makes the default stop of entries by hand another one, for what fills from now on.
    func setDefaultStop(_ rate: Rate?) async
}
