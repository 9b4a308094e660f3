/// A parameter of a strategy, which knows its type.
public struct Parameter<Value: ParameterType>: Sendable {
    /// What is known of it whatever its type.
    public let declaration: ParameterDeclaration
    let standard: Value
}

/// A type that parameters can have: whole numbers, numbers, words.
public protocol ParameterType: Sendable {
    /// The value, where it is of this type.
    init?(_ value: ParameterValue)
}

extension Int: ParameterType {
    /// The whole number.
    public init?(_ value: ParameterValue) {
        guard case .integer(let number) = value else { return nil }
        self = number
    }
}

extension Double: ParameterType {
    /// The number.
    public init?(_ value: ParameterValue) {
        guard case .number(let number) = value else { return nil }
        self = number
    }
}

extension String: ParameterType {
    /// The word.
    public init?(_ value: ParameterValue) {
        guard case .choice(let word) = value else { return nil }
        self = word
    }
}

extension Parameter<Int> {
    /// A whole number within a range.
    public init(_ name: String, _ range: ClosedRange<Int>, default standard: Int, _ meaning: String)
    {
        self.standard = standard
        declaration = ParameterDeclaration(
            name: name, kind: .integer(range), standard: .integer(standard), meaning: meaning)
    }
}

extension Parameter<Double> {
    /// A number within a range.
    public init(
        _ name: String, _ range: ClosedRange<Double>, default standard: Double, _ meaning: String
    ) {
        self.standard = standard
        declaration = ParameterDeclaration(
            name: name, kind: .number(range), standard: .number(standard), meaning: meaning)
    }
}

extension Parameter<String> {
    /// One of some words.
    public init(_ name: String, _ words: [String], default standard: String, _ meaning: String) {
        self.standard = standard
        declaration = ParameterDeclaration(
            name: name, kind: .choice(words), standard: .choice(standard), meaning: meaning)
    }
}
