/// Text as Prometheus reads it (exposition format 0.0.4).
struct PrometheusText {
    enum Kind: String {
        case counter, gauge, histogram
    }

    /// One value with its labels.
    struct Sample {
        var suffix = ""
        let labels: [(name: String, value: String)]
        let value: String

        init(_ value: String, suffix: String = "", _ labels: (name: String, value: String)...) {
            self.value = value
            self.suffix = suffix
            self.labels = labels
        }
    }

    private(set) var text = ""

    /// Adds one thing that is measured; nothing where there is no value.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        guard !samples.isEmpty else { return }
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
        for sample in samples {
            let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
            let list = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
            text += "\(name)\(sample.suffix)\(list) \(sample.value)\n"
        }
    }

    /// Adds a thing with one value.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: some BinaryInteger) {
        add(name, kind, help, [Sample("\(value)")])
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
    }
}
