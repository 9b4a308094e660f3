public import AlpacaWire

/// Why a call is refused: a status, and the error that Alpaca would answer with.
public struct ExchangeRefusal: Error, Hashable, Sendable {
    /// The HTTP status.
    public let status: Int
    /// What the body says.
    public let error: WireError

    init(_ status: Int, _ code: Int64?, _ message: String, _ extras: [String: WireValue] = [:]) {
        self.status = status
        error = WireError(code: code, message: message, extras: extras)
    }

    /// Input that is missing or wrong.
    static func invalid(_ message: String) -> ExchangeRefusal { .init(422, 40_010_001, message) }

    /// Input that is understood and cannot be.
    static func impossible(_ message: String) -> ExchangeRefusal {
        .init(422, 42_210_000, message)
    }

    /// What the account does not allow.
    static func forbidden(
        _ message: String, _ extras: [String: WireValue] = [:]
    ) -> ExchangeRefusal {
        .init(403, 40_310_000, message, extras)
    }

    /// What is not there.
    static func notFound(_ what: String) -> ExchangeRefusal { .init(404, 40_410_000, what) }

    init(_ fault: WireFault) {
        let isPrice = fault.isTooFine && fault.field.hasSuffix("price")
        self =
            isPrice
            ? .impossible("\(fault): sub-penny increment does not fulfill minimum pricing criteria")
            : .invalid(fault.description)
    }
}
