/// The name of an order, made before it is first sent and kept for ever, so that it is never sent
/// twice.
public struct ClientOrderID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The longest name of an order that a caller may choose.
    public static let lengthMax = 48

    /// The name as text.
    public let description: String

    /// A name of 1 to 48 characters of `A-Z a-z 0-9 . _ -`; else nil.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        guard Self.isName(text), text.utf8.count <= Self.lengthMax else { return nil }
        description = text
    }

    /// The name of a protective order of this order, such as `abc.stop`; a later one of the same
    /// role has a number, such as `abc.stop-2`.
    public func leg(_ role: OrderRole, number: Int = 1) -> ClientOrderID {
        let suffix = number == 1 ? "" : "-\(number)"
        return ClientOrderID(unchecked: "\(description).\(role.rawValue)\(suffix)")
    }

    /// Whether this is a name as protective orders have them.
    public var isOfLeg: Bool {
        guard let point = description.lastIndex(of: ".") else { return false }
        let ending = description[description.index(after: point)...]
        return [OrderRole.stop, .target].contains { role in
            guard ending.hasPrefix(role.rawValue) else { return false }
            let number = ending.dropFirst(role.rawValue.count)
            let digits = number.dropFirst()
            return number.isEmpty
                || number.first == "-" && !digits.isEmpty && digits.allSatisfy(\.isNumber)
        }
    }

    private init(unchecked text: String) { description = text }

    /// A name that was stored, which may be a leg's and so longer than a caller's.
    public init?(stored text: String) {
        guard Self.isName(text), text.utf8.count <= Self.lengthMax + 16 else { return nil }
        description = text
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || byte == 45 || byte == 46 || byte == 95
            }
    }

    /// Alphabetical order.
    public static func < (left: ClientOrderID, right: ClientOrderID) -> Bool {
        left.description < right.description
    }
}
