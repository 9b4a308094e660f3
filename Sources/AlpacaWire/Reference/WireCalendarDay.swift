/// One trading day; times are New York's.
public struct WireCalendarDay: WireRecord {
    /// The day.
    public var date: String
    /// The opening, `09:30`.
    public var open: String
    /// The close, `16:00`.
    public var close: String
    /// The start of extended hours, `0400`.
    public var sessionOpen: String?
    /// Their end, `2000`.
    public var sessionClose: String?
    /// When its trades settle.
    public var settlementDate: String?

    /// One with what must be there; the rest is set after.
    public init(date: String, open: String, close: String) {
        self.date = date
        self.open = open
        self.close = close
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        date = try fields.needed("date")
        open = try fields.needed("open")
        close = try fields.needed("close")
        sessionOpen = fields.text("session_open")
        sessionClose = fields.text("session_close")
        settlementDate = fields.text("settlement_date")
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["date"] = .string(date)
        fields["open"] = .string(open)
        fields["close"] = .string(close)
        fields["session_open"] = .text(sessionOpen)
        fields["session_close"] = .text(sessionClose)
        fields["settlement_date"] = .text(settlementDate)
        return .map(fields)
    }
}
