public import Backtest
public import ExactJSON
import Strategies

/// A sweep as it was asked for: a backtest of which two parameters vary.
public struct SweepRequest: Sendable {
    /// More would be no picture, and take the desk's cores for too long: `tandem sweep` does it.
    public static let trialsMax = 2_500

    /// What all trials have in common.
    public let base: BacktestRequest
    /// What varies.
    public let plan: SweepPlan
    /// What is best.
    public let measure: SweepScore
    /// The request as JSON, which asks for the same again.
    public let text: String

    private let object: JSONObject

    /// Reads `vary` and `measure`; all else is a `BacktestRequest`.
    ///
    /// - Throws: `.invalid` with the field at fault.
    public init(_ object: JSONObject) throws(DeskError) {
        var fields = object.fields
        do throws(BacktestFault) {
            plan = try Self.plan(Self.axes(fields.removeValue(forKey: "vary")))
            measure = try Self.measure(fields.removeValue(forKey: "measure"))
            try Self.check(plan, beside: fields["strategy"])
        } catch {
            throw DeskError(error)
        }
        base = try BacktestRequest(JSONObject(fields: fields))
        do throws(BacktestFault) {
            try plan.check(for: base.config.strategy.description)
        } catch {
            throw DeskError(Self.ofAxis(error))
        }
        self.object = object
        text = JSONValue.object(object).text
    }

    /// The request for one trial alone.
    public func request(for values: [String: String]) throws(DeskError) -> BacktestRequest {
        var fields = object.fields
        (fields["vary"], fields["measure"]) = (nil, nil)
        if case .object(let strategy)? = fields["strategy"] {
            let all = strategy.fields.merging(values.mapValues { .string($0) }) { $1 }
            fields["strategy"] = .object(JSONObject(fields: all))
        }
        return try BacktestRequest(JSONObject(fields: fields))
    }

    private static func axes(_ value: JSONValue?) throws(BacktestFault) -> [SweepPlan.Axis] {
        let allowed = #"two of {"name": "fast", "values": "5:20:5"}"#
        guard case .array(let items)? = value, items.count == 2 else {
            throw BacktestFault("vary", String((value?.text ?? "nothing").prefix(80)), allowed)
        }
        var axes: [SweepPlan.Axis] = []
        for item in items {
            guard case .object(let axis) = item, Set(axis.fields.keys) == ["name", "values"],
                case .string(let name)? = axis.fields["name"],
                case .string(let values)? = axis.fields["values"]
            else { throw BacktestFault("vary", String(item.text.prefix(80)), allowed) }
            do throws(BacktestFault) {
                axes.append(try SweepPlan.Axis(name, reading: values))
            } catch {
                throw ofAxis(error)
            }
        }
        return axes
    }

    private static func plan(_ axes: [SweepPlan.Axis]) throws(BacktestFault) -> SweepPlan {
        let trials = axes.reduce(1) { $0 * $1.values.count }
        guard trials <= trialsMax else {
            throw BacktestFault(
                "vary", "\(trials) trials", "\(trialsMax) at most; tandem sweep tries more")
        }
        do throws(BacktestFault) { return try SweepPlan(grid: axes) } catch {
            throw ofAxis(error)
        }
    }

    /// A fault of an axis by the name that it has in a request.
    private static func ofAxis(_ fault: BacktestFault) -> BacktestFault {
        let name = fault.field.trimmingPrefix("strategy.")
        return BacktestFault("vary.\(name)", fault.value, fault.allowed)
    }

    private static func measure(_ value: JSONValue?) throws(BacktestFault) -> SweepScore {
        guard let value, value != .null else { return .sharpe }
        guard case .string(let text) = value, let score = SweepScore(rawValue: text) else {
            let allowed = SweepScore.allCases.map(\.rawValue).joined(separator: ", ")
            throw BacktestFault("measure", String(value.written.prefix(40)), allowed)
        }
        return score
    }

    /// A parameter varies or is fixed.
    private static func check(
        _ plan: SweepPlan, beside strategy: JSONValue?
    ) throws(BacktestFault) {
        guard case .object(let fixed)? = strategy else { return }
        for axis in plan.axes {
            guard let value = fixed.fields[axis.name] else { continue }
            throw BacktestFault(
                "strategy.\(axis.name)", String(value.written.prefix(40)),
                "left out, since it varies")
        }
    }
}
