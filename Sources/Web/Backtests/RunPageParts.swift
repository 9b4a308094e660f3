import Domain
import Storage

/// How far a run is, with the button that cancels it.
struct RunProgress {
    let run, state, percent: String
    /// The page that shows it.
    let address: String

    /// - Returns: nil where the run is over.
    init?(_ run: BacktestRunRecord) {
        guard !run.state.isFinal else { return nil }
        self.run = run.runID
        state = run.state.rawValue
        percent = "\(Int(run.progress * 100))"
        address = run.address
    }
}

/// Which of the two forms a page is.
struct BacktestTabs {
    let isRun, isSweep: Bool
}

extension BacktestRunRecord {
    /// Whether two parameters vary.
    var isSweep: Bool { JSONTree(config)["vary"] != nil }

    /// The page that shows how far it is, and then what it came to.
    var address: String { "/trades/\(isSweep ? "sweeps" : "backtests")/\(runID)?mode=paper" }

    /// Why there is no result; nil where there is one, or will be.
    var endWords: String? {
        guard state.isFinal, state != .finished else { return nil }
        let why = error.map { ": \($0)" } ?? ""
        return state == .cancelled
            ? "It was cancelled; nothing of it is kept." : "It failed, and left nothing\(why)."
    }

    /// What was asked for, field by field.
    var facts: [Fact] {
        let asked = JSONTree(config)
        let vary = (asked["vary"]?.items ?? []).map {
            Fact(
                name: PageText.words($0["name"]?.text ?? ""),
                value: "varies: \($0["values"]?.text ?? "")")
        }
        let fixed = (asked["strategy"]?.members ?? []).map { Self.fact($0.name, $0.value) }
        let rest = asked.members.filter { !["vary", "strategy"].contains($0.name) }
        return vary + fixed + rest.map { Self.fact($0.name, $0.value) }
    }

    private static func fact(_ name: String, _ value: JSONTree) -> Fact {
        Fact(name: PageText.words(name == "kind" ? "strategy" : name), value: value.shown(as: name))
    }
}

extension JSONTree {
    /// A field of a request for people; of splits and dividends, a whole file, only their number.
    func shown(as field: String) -> String {
        guard field == "actions" else { return shown }
        let rows = text.split(whereSeparator: \.isNewline).count - 1
        return "\(max(0, rows)) splits and dividends"
    }
}
