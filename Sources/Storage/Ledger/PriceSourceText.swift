import Domain

/// The market data of a fill as one line of JSON: `{"bar":[start,open,high,low,close,volume]}`,
/// `{"quote":[time,bid,ask,bid_size,ask_size,last]}` in the tables' units, or `{"broker":"id"}`.
enum PriceSourceText {
    static func write(_ source: PriceSource) -> String {
        switch source {
        case .bar(let bar):
            let numbers = [
                bar.start.nanoseconds, bar.open.nanos, bar.high.nanos, bar.low.nanos,
                bar.close.nanos, bar.volume.units,
            ]
            return "{\"bar\":[\(joined(numbers))]}"
        case .quote(let quote):
            let numbers = [
                quote.time.nanoseconds, quote.bid.nanos, quote.ask.nanos,
                quote.bidSize.billionths, quote.askSize.billionths, quote.last.nanos,
            ]
            return "{\"quote\":[\(joined(numbers))]}"
        case .broker(let id):
            return "{\"broker\":\"\(escaped(id))\"}"
        }
    }

    static func read(_ text: String) -> PriceSource? {
        if let numbers = numbers(in: text, after: "{\"bar\":["), numbers.count == 6 {
            return .bar(
                Bar(
                    start: Timestamp(nanoseconds: numbers[0]), open: Price(nanos: numbers[1]),
                    high: Price(nanos: numbers[2]), low: Price(nanos: numbers[3]),
                    close: Price(nanos: numbers[4]), volume: Volume(units: numbers[5])))
        }
        if let numbers = numbers(in: text, after: "{\"quote\":["), numbers.count == 6 {
            return .quote(
                Quote(
                    time: Timestamp(nanoseconds: numbers[0]), bid: Price(nanos: numbers[1]),
                    ask: Price(nanos: numbers[2]), bidSize: Quantity(billionths: numbers[3]),
                    askSize: Quantity(billionths: numbers[4]), last: Price(nanos: numbers[5])))
        }
        let head = "{\"broker\":\""
        guard text.hasPrefix(head), text.hasSuffix("\"}") else { return nil }
        return unescaped(text.dropFirst(head.count).dropLast(2)).map { .broker($0) }
    }

    private static func joined(_ numbers: [Int64]) -> String {
        numbers.map { String($0) }.joined(separator: ",")
    }

    private static func numbers(in text: String, after head: String) -> [Int64]? {
        guard text.hasPrefix(head), text.hasSuffix("]}") else { return nil }
        let parts = text.dropFirst(head.count).dropLast(2).split(separator: ",")
        let numbers = parts.compactMap { Int64($0) }
        return numbers.count == parts.count ? numbers : nil
    }

    /// A broker's id is text of theirs: quotes, backslashes and control characters are escaped.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped += "\\\(scalar)"
            case _ where scalar.value < 32:
                let digits = String(scalar.value, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func unescaped(_ text: Substring) -> String? {
        var plain = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\" else {
                plain.append(scalar)
                continue
            }
            guard let kind = rest.popFirst() else { return nil }
            guard kind == "u" else {
                plain.append(kind)
                continue
            }
            guard let code = UInt32(String(rest.prefix(4)), radix: 16),
                let control = Unicode.Scalar(code)
            else { return nil }
            plain.append(control)
            rest = rest.dropFirst(4)
        }
        return String(plain)
    }
}
