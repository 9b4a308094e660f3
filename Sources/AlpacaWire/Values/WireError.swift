/// What Alpaca answers with in place of what was asked for.
///
/// The code alone does not tell what is wrong: 40310000 has many meanings, and the message tells
/// them apart.
public struct WireError: WireRecord, Error, CustomStringConvertible {
    /// Eight digits, of which the first three are often, not always, the answer's status.
    public var code: Int64?
    /// What is wrong, in words.
    public var message: String
    /// What else the answer says, such as `buying_power` or `available`.
    public var extras: [String: WireValue]

    /// An error of these parts.
    public init(code: Int64?, message: String, extras: [String: WireValue] = [:]) {
        self.code = code
        self.message = message
        self.extras = extras
    }

    /// Reads it from its fields; an answer without a message is an error too.
    public init(_ fields: WireFields) throws(WireFault) {
        code = fields.integer("code")
        message = fields.text("message") ?? fields.text("msg") ?? ""
        extras = fields.values.filter { !["code", "message"].contains($0.key) }
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields = extras
        fields["message"] = .string(message)
        if let code { fields["code"] = .integer(code) }
        return .map(fields)
    }

    /// Code and message.
    public var description: String { code.map { "\($0): \(message)" } ?? message }
}

extension WireError {
    /// What is wrong, as far as the message of a refused order tells.
    public enum Meaning: Hashable, Sendable {
        /// There is not so much buying power.
        case insufficientBuyingPower
        /// There are not so many shares that no order holds.
        case insufficientQuantity
        /// An order of the other side might trade with it.
        case washTrade
        /// The name was used before: what it names has arrived.
        case duplicateClientOrderID
        /// The owner, or Alpaca, has stopped new orders.
        case suspended
        /// Something else.
        case other
    }

    /// What is wrong, by the message.
    public var meaning: Meaning {
        let text = message.lowercased()
        if text.contains("client_order_id must be unique") { return .duplicateClientOrderID }
        if text.contains("wash trade") { return .washTrade }
        if text.contains("insufficient qty") { return .insufficientQuantity }
        if text.contains("insufficient") && text.contains("buying power") {
            return .insufficientBuyingPower
        }
        return text.contains("rejected by user request") ? .suspended : .other
    }
}
