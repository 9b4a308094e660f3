import Domain

extension TradingCalendar {
    /// The New York Stock Exchange (MIC XNYS; Nasdaq keeps the same days), 2000 to 2027.
    ///
    /// Computed once from rules and the few closures that no rule foresees; it reads no file. The
    /// last years follow the rules, so a mourning day announced tomorrow needs a new line here.
    public static let xnys = TradingCalendar(
        years: 2000...2027, holidays: Holidays.closures, halfDays: Holidays.halfDays,
        specialClosures: [
            special(2001, 9, 11, "September 11 attacks"),
            special(2001, 9, 12, "September 11 attacks"),
            special(2001, 9, 13, "September 11 attacks"),
            special(2001, 9, 14, "September 11 attacks"),
            special(2004, 6, 11, "mourning: President Reagan"),
            special(2007, 1, 2, "mourning: President Ford"),
            special(2012, 10, 29, "Hurricane Sandy"),
            special(2012, 10, 30, "Hurricane Sandy"),
            special(2018, 12, 5, "mourning: President G.H.W. Bush"),
            special(2025, 1, 9, "mourning: President Carter"),
        ])

    private static func special(_ year: Int, _ month: Int, _ day: Int, _ name: String) -> Closure {
        Closure(day: .date(year, month, day), kind: .special, name: name)
    }
}
