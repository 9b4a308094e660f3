import Testing

@testable import Web

@Suite struct CurveSVGTests {
    private func line(of values: [Double], hangs: Bool = false) -> String {
        let picture = CurveSVG(hangs: hangs).picture(of: values, label: "Curve")
        let path = picture.split(separator: "class=\"line\" d=\"").dropFirst().first ?? ""
        return String(path.prefix { $0 != "\"" })
    }

    @Test func `a curve goes from edge to edge and from its lowest to its highest point`() {
        #expect(line(of: [1, 3, 2]) == "M0 216L500 4L1000 110")
    }

    @Test func `a drawdown hangs from zero`() {
        #expect(line(of: [0, -0.5, -0.25], hangs: true) == "M0 4L500 216L1000 110")
    }

    @Test
    func `a hundred thousand points keep each column's lowest and highest in a few kilobytes`() {
        var values = (0..<100_000).map { Double($0 % 100) }
        values[54_321] = -500
        let path = line(of: values)
        #expect(path.utf8.count < 40_000)
        #expect(path.contains(" 216"))
    }

    @Test func `a flat curve is a line, and what is no number is left out`() {
        #expect(!line(of: [5, 5, .nan, 5]).contains("nan"))
        #expect(CurveSVG(hangs: false).picture(of: [1], label: "Curve").isEmpty)
    }
}
