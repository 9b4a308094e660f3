/// What a company does to its shares.
public enum CorporateAction: Hashable, Sendable {
    /// Each `old` shares become `new`: 2 for 1 is new 2, old 1; a reverse split is new 1, old 10.
    case split(new: Int64, old: Int64)
    /// Cash for each share held; a short position pays it.
    case dividend(perShare: Price)

    /// What makes this action impossible, or nil.
    public var fault: String? {
        switch self {
        case .split(let new, let old):
            (1...1_000_000).contains(new) && (1...1_000_000).contains(old)
                ? nil : "a split ratio is whole numbers from 1 to 1000000"
        case .dividend(let perShare):
            perShare > .zero ? nil : "a dividend is above zero"
        }
    }
}
