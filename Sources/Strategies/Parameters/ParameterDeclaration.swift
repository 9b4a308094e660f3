/// A parameter as forms, command line and API see it.
public struct ParameterDeclaration: Hashable, Sendable {
    /// What values it takes.
    public enum Kind: Hashable, Sendable {
        /// Whole numbers of a range.
        case integer(ClosedRange<Int>)
        /// Numbers of a range.
        case number(ClosedRange<Double>)
        /// One of these words.
        case choice([String])
    }

    /// Its name: `fast`.
    public let name: String
    /// What values it takes.
    public let kind: Kind
    /// Its value where none is given.
    public let standard: ParameterValue
    /// What it means, in a sentence.
    public let meaning: String

    /// What is allowed, in words.
    public var allowed: String {
        switch kind {
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range):
            "a number from \(Self.written(range.lowerBound)) to \(Self.written(range.upperBound))"
        case .choice(let words): words.joined(separator: " or ")
        }
    }

    /// The value that a text names.
    ///
    /// - Throws: where the text is no value of this parameter.
    public func value(of text: String) throws(ParameterFault) -> ParameterValue {
        let fault = ParameterFault(name, text, allowed: allowed)
        switch kind {
        case .integer(let range):
            guard let number = Self.wholeNumber(text), range.contains(number) else { throw fault }
            return .integer(number)
        case .number(let range):
            guard let number = Double(text), range.contains(number) else { throw fault }
            return .number(number)
        case .choice(let words):
            guard words.contains(text) else { throw fault }
            return .choice(text)
        }
    }

    /// `10`, and `10.0` and `1e1` too, since JSON knows one kind of number only.
    private static func wholeNumber(_ text: String) -> Int? {
        Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
    }

    private static func written(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? "\(number)"
    }
}

/// A value of a parameter.
public enum ParameterValue: Hashable, Sendable, CustomStringConvertible {
    /// A whole number.
    case integer(Int)
    /// A number.
    case number(Double)
    /// A word.
    case choice(String)

    /// The value as text, which `ParameterDeclaration.value(of:)` reads back.
    public var description: String {
        switch self {
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .choice(let word): word
        }
    }
}

/// A parameter that cannot be as it was asked for.
public struct ParameterFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The parameter.
    public let name: String
    /// The value as it was given.
    public let value: String
    /// What is allowed.
    public let allowed: String

    /// A fault of a parameter.
    public init(_ name: String, _ value: String, allowed: String) {
        self.name = name
        self.value = value
        self.allowed = allowed
    }

    /// A sentence that names parameter, value and what is allowed.
    public var description: String { "\(name) is '\(value)', but must be \(allowed)" }
}
