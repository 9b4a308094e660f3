public import Backtest
public import Domain
public import ExactJSON
public import MarketData

/// A backtest as it was asked for: of what, on which stored bars.
public struct BacktestRequest: Sendable {
    /// Whose bars.
    public let symbols: [Symbol]
    /// Which bars, where a symbol has several kinds.
    public let timeframe: Timeframe?
    /// Splits and dividends; those of other symbols count for nothing.
    public let actions: [DatedAction]
    /// What is run.
    public let config: BacktestConfig
    /// The request as JSON, which asks for the same again.
    public let text: String

    private static let symbolsMax = 500

    /// Reads `symbols`, `timeframe` and `actions`; all else is a `BacktestConfig`.
    ///
    /// - Throws: `.invalid` with the field at fault.
    public init(_ object: JSONObject) throws(DeskError) {
        var fields = object.fields
        do throws(BacktestFault) {
            symbols = try Self.symbols(fields.removeValue(forKey: "symbols"))
            timeframe = try Self.timeframe(fields.removeValue(forKey: "timeframe"))
            actions = try Self.actions(fields.removeValue(forKey: "actions"))
            config = try BacktestConfig(.object(JSONObject(fields: fields)))
        } catch {
            throw DeskError(error)
        }
        text = JSONValue.object(object).text
    }

    private static func symbols(_ value: JSONValue?) throws(BacktestFault) -> [Symbol] {
        let allowed = "a list of 1 to \(symbolsMax) symbols, each once"
        guard case .array(let items)? = value else {
            throw BacktestFault("symbols", value?.kind ?? "nothing", allowed)
        }
        var symbols: [Symbol] = []
        for item in items {
            guard case .string(let text) = item, let symbol = Symbol(text),
                !symbols.contains(symbol)
            else { throw BacktestFault("symbols", String(item.written.prefix(40)), allowed) }
            symbols.append(symbol)
        }
        guard (1...symbolsMax).contains(symbols.count) else {
            throw BacktestFault("symbols", "\(symbols.count) symbols", allowed)
        }
        return symbols
    }

    /// Splits and dividends as the text of a file: what `tandem backtest --actions` reads.
    private static func actions(_ value: JSONValue?) throws(BacktestFault) -> [DatedAction] {
        guard let value, value != .null else { return [] }
        let allowed = #"lines of "date,symbol,kind,value", these names as the first one"#
        guard case .string(let text) = value else {
            throw BacktestFault("actions", value.kind, allowed)
        }
        do throws(BarFileError) {
            let bytes = Array(text.utf8)
            return try ActionFile(bytes: bytes.span).actions
        } catch {
            throw BacktestFault("actions", "\(error)", allowed)
        }
    }

    private static func timeframe(_ value: JSONValue?) throws(BacktestFault) -> Timeframe? {
        guard let value, value != .null else { return nil }
        guard case .string(let text) = value, let timeframe = Timeframe(rawValue: text) else {
            let allowed = Timeframe.allCases.map(\.rawValue).joined(separator: ", ")
            throw BacktestFault("timeframe", String(value.written.prefix(40)), allowed)
        }
        return timeframe
    }
}

extension DeskError {
    /// A field of a backtest that cannot be.
    init(_ fault: BacktestFault) {
        self = .invalid(
            TicketFault(
                fault.field, "'\(fault.value.prefix(80))' is given, allowed is \(fault.allowed)"))
    }
}
