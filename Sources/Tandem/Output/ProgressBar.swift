import Foundation

/// A bar on standard error, shown on a terminal once the work takes over a second.
struct ProgressBar {
    private let title: String
    private let start = ContinuousClock.now
    private let isTerminal = isatty(2) == 1
    private var shown = -1

    init(_ title: String) { self.title = title }

    /// Shows the fraction done.
    mutating func show(_ fraction: Double) {
        let percent = Int(fraction * 100)
        guard isTerminal, percent != shown, ContinuousClock.now - start > .seconds(1) else {
            return
        }
        shown = percent
        let done = String(repeating: "#", count: percent * 40 / 100)
        let rest = String(repeating: ".", count: 40 - done.count)
        write("\r\(title) [\(done)\(rest)] \(percent) %")
    }

    /// Takes the bar away.
    func end() {
        if shown >= 0 { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
