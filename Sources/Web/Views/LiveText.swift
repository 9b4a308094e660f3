import ExactJSON

/// What a row or strip says, cell by cell: a template shows it, and push sends it on, so that no
/// script ever formats a figure.
///
/// A page's cell is marked with the name that stands here. A cell that is signed is followed by
/// another, its name with `_sign`: `up`, `down`, `flat` or `unknown`.
protocol LiveText {
    var cells: [TextCell] { get }
}

/// A text and the name of the cell that it belongs to.
struct TextCell {
    let name: StaticString
    let text: String

    init(_ name: StaticString, _ text: String) {
        self.name = name
        self.text = text
    }
}

extension LiveText {
    /// Writes the texts as the member `text` of an answer.
    func write(to writer: inout JSONWriter) {
        writer.name("text")
        writer.object { writer in
            for cell in cells {
                writer.name(cell.name)
                writer.string(cell.text)
            }
        }
    }
}

extension Signed {
    /// The text and the sign as two cells.
    func cells(_ name: StaticString, sign: StaticString) -> [TextCell] {
        [TextCell(name, text), TextCell(sign, self.sign)]
    }
}
