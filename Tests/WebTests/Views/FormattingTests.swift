import Domain
import Testing

@testable import Web

@Suite struct FormattingTests {
    @Test func `dollars have thousands and cents, half a cent to the even one`() throws {
        #expect(Figures.dollars(try Money("1234567.005")) == "$1,234,567.00")
        #expect(Figures.dollars(try Money("0.015")) == "$0.02")
        #expect(Figures.dollars(try Money("-1000")) == "-$1,000.00")
    }

    @Test func `a statistic that rounds to nothing has no sign`() {
        #expect(Figures.decimal(-0.004) == "0.00")
        #expect(Figures.decimal(-0.006) == "\u{2212}0.01")
        #expect(Figures.decimal(1.849) == "1.85")
    }

    @Test func `a gain has a plus, a loss a true minus, and nothing no sign`() throws {
        let gain = Signed(try Money("320"))
        #expect(gain.text == "+$320.00" && gain.sign == "up")
        let loss = Signed(try Money("-4.5"))
        #expect(loss.text == "\u{2212}$4.50" && loss.sign == "down")
        let nothing = Signed(Money.zero)
        #expect(nothing.text == "$0.00" && nothing.sign == "flat")
        let unknown = Signed(nil as Money?)
        #expect(unknown.text == "–" && unknown.sign == "unknown")
    }

    @Test func `a percentage too small to show is neither up nor down`() {
        let least = Signed(percent: 0.001)
        #expect(least.sign == "flat" && least.text == "0.00 %")
        #expect(Signed(percent: -1.139).text == "\u{2212}1.14 %")
    }

    @Test func `shares have thousands and keep their fraction`() throws {
        #expect(Figures.shares(try Quantity("1234567.5")) == "1,234,567.5")
        #expect(Figures.shares(try Quantity("999")) == "999")
    }

    @Test(
        arguments: [
            (99, "99 s"), (100, "1 min"), (5_999, "99 min"), (6_000, "1 h"), (172_800, "2 d"),
        ] as [(Int64, String)])
    func `ages grow from seconds to days`(_ seconds: Int64, _ text: String) {
        #expect(Figures.age(seconds) == text)
    }

    @Test func `a look is read from its cookie, and what is not known stays as usual`() {
        var look = Look()
        (look.theme, look.palette, look.density) = ("light", "red-green", "roomy")
        #expect(Look(cookieValue: look.cookieValue) == look)
        #expect(Look(cookieValue: "pink.red-green.roomy").theme == "dark")
        #expect(Look(cookieValue: "<script>") == Look())
        #expect(Look(cookieValue: nil) == Look())
    }

    @Test func `a sorting is read from its word, with a minus for the largest first`() {
        let sorting = Sorting<TradeColumn>("-pnl")
        #expect(sorting?.column == .pnl && sorting?.isDescending == true)
        #expect(sorting?.text == "-pnl")
        #expect(Sorting<TradeColumn>("symbol")?.isDescending == false)
        #expect(Sorting<TradeColumn>("--pnl") == nil && Sorting<TradeColumn>("") == nil)
    }

    @Test func `an address escapes what it carries, and changes one parameter at a time`() {
        let address = PageAddress("/trades", [("mode", "paper"), ("symbol", "A&B"), ("to", "")])
        #expect(address.text == "/trades?mode=paper&symbol=A%26B")
        #expect(address.setting("symbol", "").text == "/trades?mode=paper")
        #expect(address.adding("day", "1").adding("day", "2").text.hasSuffix("&day=1&day=2"))
    }
}
