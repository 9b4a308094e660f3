import ArgumentParser
import Domain
import MarketData

/// Options that several commands have, read once in the same words.
extension ParsableCommand {
    static func symbol(_ text: String) throws -> Symbol {
        try parsed(
            text, as: "--symbol", allowed: "1 to \(Symbol.lengthMax) characters of A-Z 0-9 . - /"
        ) { Symbol($0) }
    }

    static func timeframe(_ text: String?) throws -> Timeframe? {
        let allowed = Timeframe.allCases.map(\.rawValue).joined(separator: ", ")
        return try text.map {
            try parsed($0, as: "--timeframe", allowed: allowed) { Timeframe(rawValue: $0) }
        }
    }

    /// The value of an option's text.
    ///
    /// - Throws: what is allowed, which ends the command with status 64.
    static func parsed<Value>(
        _ text: String, as name: String, allowed: String, _ parse: (String) -> Value?
    ) throws -> Value {
        guard let value = parse(text) else {
            throw ValidationError("\(name) cannot be '\(text.prefix(40))'; allowed: \(allowed)")
        }
        return value
    }
}

extension ActionFile {
    /// The splits and dividends of a file.
    ///
    /// - Throws: what is wrong with it, by its name.
    static func dated(_ path: String) throws(CommandFault) -> [DatedAction] {
        do throws(BarFileError) {
            return try ActionFile(path: path).actions
        } catch {
            throw CommandFault(error.isOfPath ? "\(error)" : "\(path): \(error)")
        }
    }
}
