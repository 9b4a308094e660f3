import Domain
import MarketData
import Testing

@Suite struct ActionFileTests {
    private func actions(_ text: String) throws -> [DatedAction] {
        try ActionFile(bytes: Array(text.utf8).span).actions
    }

    @Test func `splits and dividends are read and sorted`() throws {
        let text = """
            symbol,date,value,kind
            AAPL,2014-06-09,7:1,Split
            AAPL,20130207,2.65,dividend
            ZZZ,2013-02-07,1:10,split
            AAPL,2014-06-09,0.47,dividend

            """
        let (apple, other) = (try symbol("AAPL"), try symbol("ZZZ"))
        let dividend = CorporateAction.dividend(perShare: try Price("2.65"))
        let smaller = CorporateAction.dividend(perShare: try Price("0.47"))
        let expected = [
            DatedAction(day: try day("2013-02-07"), symbol: apple, action: dividend),
            DatedAction(
                day: try day("2013-02-07"), symbol: other, action: .split(new: 1, old: 10)),
            DatedAction(
                day: try day("2014-06-09"), symbol: apple, action: .split(new: 7, old: 1)),
            DatedAction(day: try day("2014-06-09"), symbol: apple, action: smaller),
        ]
        #expect(try actions(text) == expected)
        try withFile(Array(text.utf8)) { path in
            let actions = try ActionFile(path: path).actions
            #expect(actions == expected)
        }
    }

    @Test(arguments: [
        (
            "2014-06-09,aapl,split,7:1",
            "Line 2: symbol \"aapl\" is not a symbol; allowed are up to "
        ),
        ("2014-06-09,AAPL,merger,7:1", "Line 2: kind \"merger\" is not a kind of action; allowed "),
        ("2014-06-09,AAPL,split,7", "Line 2: value \"7\" is not a ratio; two whole numbers such "),
        ("2014-06-09,AAPL,split,7:1:2", "Line 2: value \"7:1:2\" is not a ratio; two whole "),
        ("2014-06-09,AAPL,split,0:1", "Line 2: value \"0:1\" makes an impossible action: a split "),
        ("2014-06-09,AAPL,split,9e9:1", "Line 2: value \"9e9:1\" is not a ratio; two whole numb"),
        ("2014-06-09,AAPL,dividend,NaN", "Line 2: value \"NaN\" is not a decimal number; digits "),
        ("2014-06-09,AAPL,dividend,-1", "Line 2: value \"-1\" makes an impossible action: a div"),
        ("2014-06-31,AAPL,split,7:1", "Line 2: date \"2014-06-31\" is not a time; allowed are "),
        ("2014-06-09T13:30:00Z,AAPL,split,7:1", "Line 2: date \"2014-06-09T13:30:00Z\" is not a"),
        (
            "2014-06-09,AAPL,split,7:1\n2014-06-09,AAPL,split,7:1",
            "Line 3: date \"2014-06-09\" repeats an action of that day and symbol."
        ),
        ("2014-06-09,AAPL,split", "Line 2 has 3 fields; the header has 4 columns."),
        ("", "The file has a header and no rows."),
    ])
    func `a bad action is refused with its line, field and value`(_ row: String, _ message: String)
    {
        #expect {
            try actions("date,symbol,kind,value\n" + row)
        } throws: {
            "\($0)".hasPrefix(message)
        }
    }

    @Test func `a missing column is named`() {
        #expect(throws: BarFileError.missingColumn("kind", found: ["date", "symbol", "value"])) {
            try actions("date,symbol,value\n")
        }
    }
}
