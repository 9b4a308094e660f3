import Domain
import Foundation
import MarketData
import Testing

/// Every error names its line, its field and what is allowed.
@Suite struct BarFileErrorTests {
    private static let good = "2024-07-01,10,12,9,11,100"
    private static let digits = "digits such as 189.47 are allowed"
    private static let long = String(repeating: "9", count: 300)

    /// A row below a good one, and the sentence it is refused with.
    static let rows: [(row: String, message: String)] = [
        ("2024-07-02,NaN,12,9,11,100", "Line 3: Open \"NaN\" is not a decimal number; \(digits)."),
        (
            "2024-07-02,1e400,12,9,11,1",
            "Line 3: Open \"1e400\" is not a decimal number; \(digits)."
        ),
        ("2024-07-02,1e30,12,9,11,1", "Line 3: Open \"1e30\" is out of range; \(digits)."),
        ("2024-07-02,10,,9,11,1", "Line 3: High \"\" is not a decimal number; \(digits)."),
        (
            "2024-07-02,10,12,\(long),11,1",
            "Line 3: Low \"\(long.prefix(40))\" is not a decimal number; \(digits)."
        ),
        (
            "2024-07-02,null,null,null,null,null",
            "Line 3: Open \"null\" is a day without a trade; leave such lines out."
        ),
        (
            "2024-07-02,10,12,-9,11,1",
            "Line 3: Low \"-9\" makes an impossible bar: a price is not above zero."
        ),
        (
            "2024-07-02,10,8,9,11,1",
            "Line 3: High \"8\" makes an impossible bar: high is below low."
        ),
        (
            "2024-07-02,10,12,9,13,1",
            "Line 3: Close \"13\" makes an impossible bar: open or close is above high."
        ),
        (
            "2024-07-02,8,12,9,11,1",
            "Line 3: Open \"8\" makes an impossible bar: open or close is below low."
        ),
        (
            "2024-07-02,10,12,9,11,-1",
            "Line 3: Volume \"-1\" makes an impossible bar: volume is below zero."
        ),
        (
            "2024-07-02,10,12,9,11,1.0005",
            "Line 3: Volume \"1.0005\" has more than 3 decimal places; \(digits)."
        ),
        (
            "2024-07-01,10,12,9,11,1",
            "Line 3: Date \"2024-07-01\" is the time of the line above once more; "
                + "each time stands once."
        ),
        (
            "07/02/2024,10,12,9,11,1",
            "Line 3: Date \"07/02/2024\" is not a time; allowed are 2004-08-19, 20040819, "
                + "2004-08-19T13:30:00Z, and seconds or milliseconds since 1970."
        ),
        (
            "2024-02-30,10,12,9,11,1",
            "Line 3: Date \"2024-02-30\" is not a time; allowed are 2004-08-19, 20040819, "
                + "2004-08-19T13:30:00Z, and seconds or milliseconds since 1970."
        ),
        (
            "2024-07-02T13:30:00,10,12,9,11,1",
            "Line 3: Date \"2024-07-02T13:30:00\" has no zone; write one such as Z or -05:00, or "
                + "name the file's zone."
        ),
        (
            "2024-07-02T13:30:00Z,10,12,9,11,1",
            "Line 3: Date \"2024-07-02T13:30:00Z\" mixes dates and instants; a file has only one "
                + "of them."
        ),
        (
            "2300-07-02,10,12,9,11,1",
            "Line 3: Date \"2300-07-02\" is out of range; the years 1678 to 2261 are allowed."
        ),
        ("2024-07-02,10,12", "Line 3 has 3 fields; the header has 6 columns."),
        ("2024-07-02,10,12,9,11,1,5", "Line 3 has 7 fields; the header has 6 columns."),
        ("\n2024-07-02,10,12,9,11,1", "Line 3 is blank; only the end of a file may be."),
        ("2024-07-02,\"10,12,9,11,1", "Line 3 has a quote that does not enclose a whole field."),
        ("2024-07-02,\"1\"0,12,9,11,1", "Line 3 has a quote that does not enclose a whole field."),
        (
            "2024-07-02,\"10\"\r,12,9,11,1",
            "Line 3 has a quote that does not enclose a whole field."
        ),
        (
            "2024-07-02T13:30:00.1234567890Z,10,12,9,11,1",
            "Line 3: Date \"2024-07-02T13:30:00.1234567890Z\" is not a time; allowed are "
                + "2004-08-19, 20040819, 2004-08-19T13:30:00Z, and seconds or milliseconds since "
                + "1970."
        ),
        (String(repeating: "x", count: 5_000), "Line 3 is longer than 4096 bytes."),
        (String(repeating: ",", count: 70), "Line 3 has more than 64 fields."),
    ]

    @Test(arguments: rows)
    func `a bad row is refused with its line, field and value`(
        _ row: String, _ message: String
    ) throws {
        let text = "Date,Open,High,Low,Close,Volume\n\(Self.good)\n\(row)\n"
        #expect(fault(of: text)?.description == message)
    }

    @Test(arguments: [
        ("", "The file is empty; its first line names the columns."),
        ("\u{FEFF}", "The file is empty; its first line names the columns."),
        ("\n \r\n", "The file is empty; its first line names the columns."),
        ("\nDate,Open\n", "Line 1 is blank; only the end of a file may be."),
        ("Date,Open,High,Low,Close,Volume\n", "The file has a header and no rows."),
        (
            "Date,Open,High,Low,Volume\n",
            "Line 1: there is no column \"close\" among Date, Open, High, Low, Volume."
        ),
        (
            "Open,High,Low,Close,Volume\n",
            "Line 1: there is no column \"time\" among Open, High, Low, Close, Volume."
        ),
        ("Date,Open,High,Low,Close,c,Volume\n", "Line 1: the column \"c\" stands twice."),
    ])
    func `a file without columns or rows is refused`(_ text: String, _ message: String) {
        #expect(fault(of: text)?.description == message)
    }

    @Test func `a file with its newest line first is called so`() {
        let days = ["2024-07-03", "2024-07-02", "2024-07-01"]
        let rows = days.map { "\($0),10,12,9,11,100\n" }
        let header = "Date,Open,High,Low,Close,Volume\n"
        #expect(fault(of: header + rows.joined()) == .newestFirst)
        #expect(fault(of: header + rows[..<2].joined()) == .newestFirst)
        #expect(
            fault(of: header + rows[1] + rows[2] + rows[0])?.description
                == "Line 3: Date \"2024-07-01\" is before the line above "
                + "(2024-07-02T04:00:00.000Z); lines are sorted, oldest first.")
        #expect(
            fault(of: header + rows[1] + rows[0] + rows[2])?.description
                == "Line 4: Date \"2024-07-01\" is before the line above "
                + "(2024-07-03T04:00:00.000Z); lines are sorted, oldest first.")
    }

    @Test(arguments: [
        (
            ["13:30", "13:32"],
            "Line 3: t \"2024-07-01T13:32:00.000Z\" comes 120 s after the line above, the length "
                + "of none of our bars; allowed are 1m, 5m, 15m, 30m, 1h, 1d."
        ),
        (
            ["13:31", "13:36"],
            "Line 2: t \"2024-07-01T13:31:00.000Z\" does not lie on the grid of 5m bars."
        ),
    ])
    func `a spacing that is none of ours is refused`(_ times: [String], _ message: String) {
        let rows = times.map { "2024-07-01T\($0):00Z,1,1,1,1,1\n" }
        #expect(fault(of: "t,o,h,l,c,v\n" + rows.joined())?.description == message)
    }

    @Test func `a named timeframe is held against the lines`() {
        let rows = ["13:30", "13:32"].map { "2024-07-01T\($0):00Z,1,1,1,1,1\n" }.joined()
        let text = "t,o,h,l,c,v\n" + rows
        #expect(fault(of: text, BarFileOptions(timeframe: .minute1)) == nil)
        #expect(
            fault(of: text, BarFileOptions(timeframe: .minute5))?.description
                == "Line 3: t \"2024-07-01T13:32:00.000Z\" does not lie on the grid of 5m bars.")
        #expect(
            fault(of: text, BarFileOptions(timeframe: .day1))?.description
                == "Line 3: t \"2024-07-01T13:32:00.000Z\" does not lie on the grid of 1d bars.")
        let halves = "t,o,h,l,c,v\n2024-07-01T13:30:00Z,1,1,1,1,1\n2024-07-01T14:00:00Z,1,1,1,1,1"
        #expect(
            fault(of: halves, BarFileOptions(timeframe: .hour1))?.description
                == "Line 3: t \"2024-07-01T14:00:00.000Z\" starts before the 1h bar of the line "
                + "above ends.")
    }

    @Test func `bars of weeks are refused`() {
        let rows = ["2024-07-01", "2024-07-08", "2024-07-15"].map { "\($0),1,1,1,1,1\n" }
        #expect(
            fault(of: "date,o,h,l,c,v\n" + rows.joined())?.description
                == "Line 3: date \"2024-07-08T04:00:00.000Z\" comes 604800 s after the line above, "
                + "the length of none of our bars; allowed are 1m, 5m, 15m, 30m, 1h, 1d.")
    }

    @Test func `a file has one symbol and one period`() {
        let header = "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>\n"
        let first = "A.US,D,20240701,000000,1,1,1,1,1\n"
        #expect(
            fault(of: header + first + "B.US,D,20240702,000000,1,1,1,1,1\n")?.description
                == "Line 3: <TICKER> \"B.US\" differs from \"A.US\" of the first row; "
                + "a file has only one.")
        #expect(
            fault(of: header + first + "A.US,5,20240702,000000,1,1,1,1,1\n")?.description
                == "Line 3: <PER> \"5\" differs from \"D\" of the first row; a file has only one.")
        #expect(
            fault(of: header + "A.US,W,20240701,000000,1,1,1,1,1\n")?.description
                == "Line 2: <PER> \"W\" is not a period; allowed are 1, 5, 15, 30, 60 and D.")
    }

    @Test func `what cannot be read is named with the system's reason`() throws {
        #expect {
            try BarFile(path: "/nowhere/bars.csv")
        } throws: {
            "\($0)" == "/nowhere/bars.csv cannot be read: No such file or directory."
        }
        #expect {
            try BarFile(path: "/tmp")
        } throws: {
            "\($0)" == "/tmp is a folder; name a CSV file."
        }
    }

    @Test func `a value in a message moves no terminal`() {
        let text = "t,o,h,l,c,v\n2024-07-01,\u{1B}[2J\u{07},1,1,1,1\n"
        guard case .field(_, _, let value, _) = fault(of: text) else {
            Issue.record("not refused")
            return
        }
        #expect(value == "?[2J?")
    }
}
