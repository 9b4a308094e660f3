import ExactJSON

/// What a row or strip says, cell by cell: a template shows it, and push sends it on, so that no
/// script ever formats a figure.
///
/// A page's cell is marked with the name that stands here. A cell that is signed has a second entry,
/// its name with `_sign`: `up`, `down`, `flat` or `unknown`.
protocol LiveText {
    /// Texts by the names of their cells.
    var text: [String: String] { get }
}

extension LiveText {
    /// Writes the texts as an object, in order of their names.
    func writeText(to writer: inout JSONWriter) {
        writer.object { writer in
            for (name, value) in text.sorted(by: { $0.key < $1.key }) {
                writer.name(name)
                writer.string(value)
            }
        }
    }
}

extension [String: String] {
    /// The texts of these cells, each signed.
    init(signed cells: [String: Signed]) {
        self.init()
        for (name, value) in cells {
            self[name] = value.text
            self["\(name)_sign"] = value.sign
        }
    }
}
