import Domain

/// The market data of a fill as one line of JSON: `{"bar":[start,open,high,low,close,volume]}`,
/// `{"quote":[time,bid,ask,bid_size,ask_size,last]}` in the tables' units, or `{"broker":"id"}`.
enum PriceSourceText {
    /// Hands the text out as its UTF-8.
    static func withUTF8(
        of source: PriceSource, _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(160)
        write(source, to: &bytes)
        bytes.withUnsafeBufferPointer(body)
    }

    private static func write(_ source: PriceSource, to bytes: inout [UInt8]) {
        switch source {
        case .bar(let bar):
            bytes += "{\"bar\":[".utf8
            bytes.append(number: bar.start.nanoseconds)
            for price in [bar.open, bar.high, bar.low, bar.close] {
                bytes.append(next: price.nanos)
            }
            bytes.append(next: bar.volume.units)
            bytes += "]}".utf8
        case .quote(let quote):
            bytes += "{\"quote\":[".utf8
            bytes.append(number: quote.time.nanoseconds)
            bytes.append(next: quote.bid.nanos)
            bytes.append(next: quote.ask.nanos)
            bytes.append(next: quote.bidSize.billionths)
            bytes.append(next: quote.askSize.billionths)
            bytes.append(next: quote.last.nanos)
            bytes += "]}".utf8
        case .broker(let id):
            bytes += "{\"broker\":\"\(escaped(id))\"}".utf8
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

extension [UInt8] {
    /// Appends a comma and a number.
    fileprivate mutating func append(next number: Int64) {
        append(UInt8(ascii: ","))
        append(number: number)
    }

    /// Appends the decimal digits of a number.
    fileprivate mutating func append(number: Int64) {
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var rest = number.magnitude
        var start = 20
        repeat {
            start -= 1
            digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        if number < 0 { append(UInt8(ascii: "-")) }
        for index in start..<20 { append(digits[index]) }
    }
}
