import Strategies
import Testing

@Suite struct ReasonTests {
    @Test func `figures stand where the sentence has braces`() {
        let reason = Reason("cross_up", "The {} bar average rose to {}.", (10, 100.25, 0, 0))
        #expect(reason.description == "The 10 bar average rose to 100.25.")
        #expect(reason.name == "cross_up")
    }

    @Test(arguments: [
        (0, "0"), (-0.00001, "0"), (1.0 / 3, "0.3333"), (-2.5, "-2.5"), (1e13, "10000000000000"),
        (0.00005, "0"), (123_456.789, "123456.789"),
    ])
    func `a figure has at most four decimals and no zeros at its end`(
        _ figure: Double, _ text: String
    ) {
        #expect(Reason("x", "{}", (figure, 0, 0, 0)).description == text)
    }

    @Test func `braces without a figure and figures that are none do no harm`() {
        #expect(Reason("x", "{} {} {} {} {}").description == "0 0 0 0 {}")
        #expect(Reason("x", "{", (1, 0, 0, 0)).description == "{")
        #expect(Reason("x", "{}", (.nan, 0, 0, 0)).description == "nan")
    }
}
