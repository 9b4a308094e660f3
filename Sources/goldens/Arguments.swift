/// What the command line asks for.
enum Arguments {
    /// Answer the cases of one folder into another.
    case answer(from: String, to: String)
    /// Explain.
    case help

    static let usage = """
        USAGE: goldens --from DIR --to OUT

        Answers the reference cases found in DIR and the folders in it, and writes each answer to
        OUT under the same name. It reads the questions, never the answers that stand beside them.

          --from DIR   the folder of reference cases (.json, .csv, either may be .gz)
          --to OUT     the folder to write to; made where it is missing
          --help       this text

        EXAMPLE: goldens --from Tests/Fixtures/goldens --to /tmp/answers

        """

    init(_ words: some Sequence<String>) throws {
        var folders: [String: String] = [:]
        var rest = Array(words)[...]
        while let word = rest.popFirst() {
            if word == "--help" || word == "-h" {
                self = .help
                return
            }
            guard word == "--from" || word == "--to" else {
                throw GoldensFault("unknown argument '\(word)'")
            }
            guard let folder = rest.popFirst(), !folder.isEmpty, !folder.hasPrefix("--") else {
                throw GoldensFault("\(word) needs a folder")
            }
            guard folders.updateValue(folder, forKey: word) == nil else {
                throw GoldensFault("\(word) is given twice")
            }
        }
        guard let from = folders["--from"] else { throw GoldensFault("--from is missing") }
        guard let to = folders["--to"] else { throw GoldensFault("--to is missing") }
        self = .answer(from: from, to: to)
    }
}
