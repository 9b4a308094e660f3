import Domain
import Foundation
import MarketCalendar
import MarketData
import Testing

/// What the sources write, as they write it.
@Suite struct BarFileFormatTests {
    static let dayBars = [
        "yahoo": """
        Date,Open,High,Low,Close,Adj Close,Volume
        2004-08-19,2.490664,2.591785,2.390042,2.499133,2.499133,897427216
        2004-08-20,2.515820,2.716817,2.503118,2.697639,2.697639,458857488
        """,
        "stooq": """
        Date,Open,High,Low,Close,Volume
        2004-08-19,2.490664,2.591785,2.390042,2.499133,897427216
        2004-08-20,2.515820,2.716817,2.503118,2.697639,458857488
        """,
        "stooq, all data": """
        <TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>
        GOOG.US,D,20040819,000000,2.490664,2.591785,2.390042,2.499133,897427216,0
        GOOG.US,D,20040820,000000,2.515820,2.716817,2.503118,2.697639,458857488,0
        """,
        "alpaca": """
        timestamp,open,high,low,close,volume,trade_count,vwap
        2004-08-19T04:00:00Z,2.490664,2.591785,2.390042,2.499133,897427216,5,2.5
        2004-08-20T04:00:00Z,2.515820,2.716817,2.503118,2.697639,458857488,6,2.6
        """,
        "alpaca, as JSON has it": """
        t,o,h,l,c,v,n,vw
        2004-08-19T04:00:00Z,2.490664,2.591785,2.390042,2.499133,897427216,5,2.5
        2004-08-20T04:00:00Z,2.515820,2.716817,2.503118,2.697639,458857488,6,2.6
        """,
        "goldens": """
        time,open,high,low,close,volume,adj_close
        2004-08-19,2.490664,2.591785,2.390042,2.499133,897427216,50.32284179174976
        2004-08-20,2.515820,2.716817,2.503118,2.697639,458857488,54.32268893670621
        """,
        "midnight UTC": """
        time,open,high,low,close,volume
        2004-08-19T00:00:00Z,2.490664,2.591785,2.390042,2.499133,897427216
        2004-08-20T00:00:00Z,2.515820,2.716817,2.503118,2.697639,458857488
        """,
        "the session's opening, with an offset": """
        Datetime,volume,close,low,high,open
        2004-08-19 09:30:00-04:00,897427216,2.499133,2.390042,2.591785,2.490664
        2004-08-20 09:30:00-04:00,458857488,2.697639,2.503118,2.716817,2.515820
        """,
    ]

    @Test(arguments: dayBars.keys.sorted())
    func `bars of days are the same from every source`(_ source: String) throws {
        let file = try parse(try #require(Self.dayBars[source]))
        #expect(file.timeframe == .day1)
        #expect(file.roundedPrices == 0)
        #expect(
            file.bars == [
                Bar(
                    start: try instant("2004-08-19T04:00:00Z"), open: try Price("2.490664"),
                    high: try Price("2.591785"), low: try Price("2.390042"),
                    close: try Price("2.499133"), volume: try Volume("897427216")),
                Bar(
                    start: try instant("2004-08-20T04:00:00Z"), open: try Price("2.51582"),
                    high: try Price("2.716817"), low: try Price("2.503118"),
                    close: try Price("2.697639"), volume: try Volume("458857488")),
            ])
    }

    static let minutes = [
        ("t,o,h,l,c,v", "2024-07-01T13:30:00Z", "2024-07-01T13:31:00Z"),
        ("t,o,h,l,c,v", "2024-07-01T13:30Z", "2024-07-01t13:31:00.000z"),
        ("t,o,h,l,c,v", "2024-07-01 09:30:00-04:00", "2024-07-01 09:31:00-0400"),
        ("t,o,h,l,c,v", "1719840600", "1719840660"),
        ("t,o,h,l,c,v", "1719840600000", "1719840660000"),
        ("time_utc,o,h,l,c,v", "2024-07-01 13:30:00", "2024-07-01 13:31:00"),
        ("Date,Time,o,h,l,c,v", "20240701,133000Z", "20240701,133100Z"),
        ("Date,Time,o,h,l,c,v", "2024-07-01,13:30:00Z", "2024-07-01,13:31Z"),
    ]

    @Test(arguments: minutes)
    func `an instant is the same in every form`(
        _ header: String, _ first: String, _ second: String
    ) throws {
        let file = try parse("\(header)\n\(first),1,1,1,1,1\n\(second),2,2,2,2,2\n")
        #expect(file.timeframe == .minute1)
        #expect(
            file.bars.map(\.start) == [
                try instant("2024-07-01T13:30:00Z"), try instant("2024-07-01T13:31:00Z"),
            ])
    }

    @Test func `a zone that is named is the zone of times without one`() throws {
        let text = "date,time,o,h,l,c,v\n20240701,093000,1,1,1,1,1\n20240701,093500,1,1,1,1,1"
        #expect(
            try parse(text, BarFileOptions(zone: .newYork)).bars[0].start
                == instant("2024-07-01T13:30:00Z"))
        #expect(
            try parse(text, BarFileOptions(zone: .utc)).bars[0].start
                == instant("2024-07-01T09:30:00Z"))
    }

    @Test func `quotes, CRLF, spaces, a byte order mark and blank last lines are read`() throws {
        let text =
            "\u{FEFF}\"Date\",\"Open\",High,Low,\"Close\",Volume\r\n"
            + "\"2004-08-19\", 1.5 ,2,1,\"1.25\",\"7\"\r\n\r\n  \r\n"
        let bar = try #require(parse(text).bars.first)
        #expect(bar.open == (try Price("1.5")))
        #expect(bar.close == (try Price("1.25")))
        #expect(bar.volume == (try Volume("7")))
    }

    @Test func `a volume may be empty or a fraction`() throws {
        let file = try parse("date,o,h,l,c,v\n2024-07-01,1,1,1,1,\n2024-07-02,1,1,1,1,1.125\n")
        #expect(file.bars.map(\.volume.thousandths) == [0, 1_125])
    }

    @Test func `prices finer than a nanodollar are rounded half-even and counted`() throws {
        let rows = [
            "2024-07-01,1.0000000005,1.0000000016,1,1.0000000015,1",
            "2024-07-02,1,1.00000000049999999999999,1,1e0,1",
        ]
        let file = try parse("date,o,h,l,c,v\n" + rows.joined(separator: "\n"))
        #expect(file.roundedPrices == 4)
        #expect(file.bars[0].open.nanos == 1_000_000_000)
        #expect(file.bars[0].high.nanos == 1_000_000_002)
        #expect(file.bars[0].close.nanos == 1_000_000_002)
        #expect(file.bars[1].high.nanos == 1_000_000_000)
    }

    @Test(arguments: ["goog_daily.csv", "ibm_daily.csv", "aapl_daily_unadjusted.csv"])
    func `the reference series are read from their files`(_ name: String) throws {
        let path = goldens.appending(path: "series/\(name)").path
        let file = try BarFile(path: path)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(file.timeframe == .day1)
        #expect(file.bars.count == lines.count - 1)
        for (bar, line) in zip(file.bars, lines.dropFirst()) {
            let fields = line.split(separator: ",")
            #expect(NewYork.day(of: bar.start).description == fields[0])
            #expect(bar.close == (try Price(fields[4])))
        }
    }

    @Test(arguments: [
        (60, Timeframe.minute1), (300, .minute5), (900, .minute15), (1_800, .minute30),
        (3_600, .hour1), (86_400, .day1),
    ])
    func `the timeframe is the smallest distance`(_ seconds: Int, _ timeframe: Timeframe) throws {
        let start: Int64 = 1_704_171_600  // 2024-01-02T05:00:00Z, midnight in New York.
        let rows = [0, 2, 3].map { "\(start + Int64($0 * seconds)),1,1,1,1,1\n" }
        #expect(try parse("t,o,h,l,c,v\n" + rows.joined()).timeframe == timeframe)
    }

    @Test func `days of 23 hours are days`() throws {
        let text = "t,o,h,l,c,v\n2024-03-10T05:00:00Z,1,1,1,1,1\n2024-03-11T04:00:00Z,1,1,1,1,1\n"
        #expect(try parse(text).timeframe == .day1)
    }

    @Test func `a single instant has no timeframe unless one is named`() throws {
        let text = "t,o,h,l,c,v\n2024-07-01T13:30:00Z,1,1,1,1,1\n"
        #expect(try parse(text).timeframe == nil)
        #expect(try parse(text, BarFileOptions(timeframe: .minute5)).timeframe == .minute5)
    }

    @Test func `progress is told a hundred times and may end the import`() throws {
        struct Stopped: Error {}
        var text = "t,o,h,l,c,v\n"
        for minute in 0..<5_000 { text += "\(1_704_171_600 + minute * 60),1,1,1,1,1\n" }
        var told: [Double] = []
        try withFile(Array(text.utf8)) { path in
            _ = try BarFile(path: path) { told.append($0) }
            #expect(throws: Stopped.self) {
                try BarFile(path: path) { if $0 > 0.5 { throw Stopped() } }
            }
        }
        #expect((95...101).contains(told.count))
        #expect(told == told.sorted())
        #expect(told.last == 1)
    }
}
