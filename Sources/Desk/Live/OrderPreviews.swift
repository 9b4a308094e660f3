public import Domain
import Synchronization

/// Live orders that were shown before they are sent: each has a ticket that is good once, for a
/// minute, and for that order alone.
public final class OrderPreviews: Sendable {
    /// For how many seconds a ticket is good.
    static let seconds: Int64 = 60
    /// How many seconds longer one is known, to say why it is not good any more.
    private static let memorySeconds: Int64 = 600
    private static let countMax = 1_000
    /// What every ticket begins with, so that it is told from other words.
    private static let prefix = "ticket-"

    private struct Preview {
        let request: OrderRequest
        let expires: Timestamp
        var usedBy: ClientOrderID?
    }

    private let previews = Mutex<[String: Preview]>([:])
    private let isNeeded: Mutex<Bool>
    private let newName: @Sendable () -> String

    /// - Parameters:
    ///   - isNeeded: whether a live order without a ticket is refused.
    ///   - newName: gives names that nobody can guess.
    init(isNeeded: Bool, newName: @escaping @Sendable () -> String) {
        self.isNeeded = Mutex(isNeeded)
        self.newName = newName
    }

    /// Whether a live order without a ticket is refused.
    public var areNeeded: Bool { isNeeded.withLock { $0 } }

    func setNeeded(_ isNeeded: Bool) { self.isNeeded.withLock { $0 = isNeeded } }

    /// Whether a word is a ticket, be it good or not.
    public static func isTicket(_ word: String) -> Bool { word.hasPrefix(prefix) }

    /// A ticket for an order, whatever its name will be.
    public func issue(for request: OrderRequest, at now: Timestamp) -> OrderPreview {
        let ticket = Self.prefix + newName()
        let expires = now.advanced(bySeconds: Self.seconds)
        previews.withLock { previews in
            previews = previews.filter {
                $0.value.expires.advanced(bySeconds: Self.memorySeconds) > now
            }
            if previews.count >= Self.countMax,
                let oldest = previews.min(by: { $0.value.expires < $1.value.expires })
            {
                previews[oldest.key] = nil
            }
            previews[ticket] = Preview(request: request, expires: expires)
        }
        return OrderPreview(ticket: ticket, expires: expires)
    }

    /// Uses a ticket up. The same order, by its name, may come with it again meanwhile.
    public func redeem(
        _ ticket: String, for request: OrderRequest, at now: Timestamp
    ) throws(PreviewFault) {
        try previews.withLock { (previews) throws(PreviewFault) in
            guard var preview = previews[ticket] else { throw .unknown }
            var shown = preview.request
            shown.id = request.id
            guard shown == request else { throw .otherOrder }
            guard preview.usedBy ?? request.id == request.id else { throw .used }
            guard now <= preview.expires else { throw .expired }
            preview.usedBy = request.id
            previews[ticket] = preview
        }
    }
}

/// A ticket for an order that was shown.
public struct OrderPreview: Hashable, Sendable {
    /// What the order is sent with.
    public let ticket: String
    /// Wall time until which it is good.
    public let expires: Timestamp
}

/// Why a ticket is not good for an order. The order was not sent.
public enum PreviewFault: String, Error, Sendable, CustomStringConvertible {
    /// There is none, or the desk was started since.
    case unknown
    /// Its minute is over.
    case expired
    /// The order is not the one that was shown.
    case otherOrder
    /// Another order was sent with it.
    case used

    /// What is wrong, and what helps.
    public var description: String {
        let why =
            switch self {
            case .unknown: "this preview is not known any more"
            case .expired: "this preview is older than \(OrderPreviews.seconds) seconds"
            case .otherOrder: "the order is not the one that was shown"
            case .used: "another order was sent with this preview"
            }
        return why + ": look at the order again"
    }
}
