/// Code that is not written in some targets, with the reason to give whoever wrote it.
struct BannedWords {
    enum Place {
        /// Code alone: a comment or a string may name the word.
        case code
        /// The whole text, comments first of all.
        case text
    }

    var words: [String]
    var place = Place.code
    /// The targets that may not use the words.
    var targets: Set<String>
    var reason: String

    static let all = [
        BannedWords(
            words: [
                "async", "await", "Task", "TaskGroup", "withTaskGroup", "withThrowingTaskGroup",
                "actor",
            ],
            targets: Homes.pureCore, reason: "the pure core is values: an actor above it waits"),
        BannedWords(
            words: ["Foundation"], targets: Homes.pureCore,
            reason: "the pure core has no locale, no files and no clock"),
        BannedWords(
            words: ["print(", "debugPrint(", "dump(", "Logger", "Logging"],
            targets: Homes.pureCore, reason: "the pure core reports by what it returns"),
        BannedWords(
            words: ["try!", "as!", "fatalError("], targets: everywhere,
            reason: "throw an error that says what happened; a trading desk does not stop dead"),
        BannedWords(
            words: ["@unchecked Sendable", "nonisolated(unsafe)"], targets: everywhere,
            reason: "let the compiler check it: a Mutex or an actor does"),
        BannedWords(
            words: [
                ".random(", ".randomElement(", ".shuffled(", ".shuffle(",
                "SystemRandomNumberGenerator", "arc4random", "UUID()",
            ],
            targets: everywhere.subtracting(["Tandem"]),
            reason: "chance comes in from outside, so that a seed replays every run"),
        BannedWords(
            words: [
                "Date()", "Date.now", "ContinuousClock", "SuspendingClock", "DispatchTime.now",
                "DispatchWallTime.now", "clock_gettime", "gettimeofday", "time(nil", "systemUptime",
            ],
            targets: everywhere.subtracting(["Tandem"]),
            reason: "time comes in with Surroundings, which Tandem composes"),
        BannedWords(
            words: ["Double", "Float", "Float16", "Float80", "CGFloat"],
            targets: ["Storage", "Simulation", "Desk"],
            reason: "amounts are integers; an exception names the file where a figure is for show"),
        BannedWords(
            words: ["TODO", "FIXME", "XXX", "HACK"], place: .text, targets: everywhere,
            reason: "finish it, or open an issue"),
    ]

    /// Compiler settings that no manifest may hold.
    static let manifestWords = ["unsafeFlags", "-Ounchecked", "-enforce-exclusivity"]

    private static let everywhere = Set(Layers.map.keys)

    static func findings(in files: [SourceFile], banned: [BannedWords] = all) -> [Finding] {
        files.flatMap { file in
            let text = Token.tokens(of: file.text)
            return banned.filter { $0.targets.contains(file.target) }.flatMap { ban in
                ban.findings(in: file, tokens: ban.place == .code ? file.tokens : text)
            }
        }
    }

    /// Flags hide in strings, so the text of a manifest is searched as it is.
    static func findings(inManifest text: String, path: String) -> [Finding] {
        manifestWords.filter(text.contains).map {
            Finding(.banned, path, $0, because: "it turns checks off that guard money")
        }
    }

    private func findings(in file: SourceFile, tokens: [Token]) -> [Finding] {
        words.flatMap { word in
            let pattern = Token.tokens(of: word).map(\.text)
            return tokens.positions(of: pattern).map {
                Finding(.banned, file.path, line: tokens[$0].line, word, because: reason)
            }
        }
    }
}
