import Domain
import ExactJSON
import Hummingbird

/// Something that the API answers with.
protocol JSONAnswer {
    /// Writes it as one JSON value.
    func write(to writer: inout JSONWriter)
}

extension JSONAnswer {
    /// The answer as a response.
    func response(_ status: HTTPResponse.Status = .ok, capacity: Int = 1_024) -> Response {
        var writer = JSONWriter(capacity: capacity)
        write(to: &writer)
        return Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: writer.bytes)))
    }
}

extension JSONWriter {
    /// Writes an amount with its exact digits.
    mutating func amount<A: Amount>(_ amount: A) {
        decimal(units: amount.units, decimals: A.decimals)
    }

    /// The same, or null.
    mutating func amount<A: Amount>(_ amount: A?) {
        if let amount { self.amount(amount) } else { null() }
    }

    /// Writes an instant as ISO 8601 with milliseconds.
    mutating func time(_ time: Timestamp) { string(time.description) }

    /// The same, or null.
    mutating func time(_ time: Timestamp?) {
        if let time { self.time(time) } else { null() }
    }

    /// Writes a text, or null.
    mutating func optional(_ text: String?) {
        if let text { string(text) } else { null() }
    }

    /// Writes a statistic, or null where there is none.
    mutating func statistic(_ number: Double?) {
        if let number { double(number) } else { null() }
    }
}
