/// What a strategy says of itself: command line, API and forms are made from it.
public struct StrategyDescription: Sendable {
    /// The name by which it is asked for: `sma_cross`.
    public let name: String
    /// The name for people: `Moving average cross`.
    public let title: String
    /// What it does, in a sentence or two.
    public let summary: String
    /// Its parameters, in the order of a form.
    public let parameters: [ParameterDeclaration]
    /// Whether it needs several bars a session.
    public let isIntraday: Bool

    /// A description.
    public init(
        _ name: String, title: String, summary: String, parameters: [ParameterDeclaration],
        isIntraday: Bool = false
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.parameters = parameters
        self.isIntraday = isIntraday
    }
}
