public import Domain

/// What is written down together: all of it is on disk, or none.
///
/// It is booked in the order of the fields: intents, then what the venue reported, then what is
/// known of orders in doubt, cash, prices, equity and the feed's cursor.
public struct Batch: Sendable {
    /// Whose books.
    public var mode: TradingMode
    /// Orders about to be sent.
    public var intents: [OrderTicket] = []
    /// Whether an intent that was recorded before spoils the batch, instead of being answered as
    /// known: for a venue that has acted on it already.
    public var intentsAreNew = false
    /// Market time of the intents.
    public var submittedAt: Timestamp
    /// What the venue said, in its order.
    public var reports: [OrderReport] = []
    /// What was learnt of orders besides.
    public var findings: [OrderFinding] = []
    /// Cash that came or went other than by trading.
    public var cash: [CashMovement] = []
    /// The last prices known.
    public var marks: [Mark] = []
    /// What the account was worth, in order of time.
    public var equity: [EquityMark] = []
    /// How far the feed has been read.
    public var cursor: FeedCursor?

    /// An empty batch for a mode.
    public init(mode: TradingMode, submittedAt: Timestamp) {
        self.mode = mode
        self.submittedAt = submittedAt
    }
}

/// What is learnt of an order other than by a report of its venue.
public enum OrderFinding: Hashable, Sendable {
    /// The answer was lost: the order may or may not exist.
    case lost(ClientOrderID, at: Timestamp)
    /// The venue never got it.
    case neverArrived(ClientOrderID, at: Timestamp)
    /// The broker calls it so.
    case named(ClientOrderID, brokerOrderID: String, at: Timestamp)

    /// The order that it is about.
    public var order: ClientOrderID {
        switch self {
        case .lost(let id, _), .neverArrived(let id, _), .named(let id, _, _): id
        }
    }
}

/// Cash that came or went other than by trading.
public struct CashMovement: Hashable, Sendable {
    /// Why cash moves without a trade.
    public enum Kind: String, Sendable {
        /// What an account begins with.
        case opening
        /// Paid in.
        case deposit
        /// Paid out; the amount is below zero.
        case withdrawal
    }

    /// Why it moved.
    public var kind: Kind
    /// By how much; below zero where it left.
    public var amount: Money
    /// Market time.
    public var time: Timestamp

    /// A movement of these parts.
    public init(kind: Kind, amount: Money, time: Timestamp) {
        self.kind = kind
        self.amount = amount
        self.time = time
    }
}

/// The last price known of a symbol.
public struct Mark: Hashable, Sendable {
    /// Of what.
    public var symbol: Symbol
    /// The price.
    public var price: Price
    /// Market time.
    public var time: Timestamp

    /// A mark of these parts.
    public init(symbol: Symbol, price: Price, time: Timestamp) {
        self.symbol = symbol
        self.price = price
        self.time = time
    }
}

/// What an account was worth at an instant.
public struct EquityMark: Hashable, Sendable {
    /// Cash and positions together.
    public var equity: Money
    /// The cash.
    public var cash: Money
    /// The positions; below zero where shares are owed.
    public var positionsValue: Money
    /// Market time.
    public var time: Timestamp

    /// A mark of these parts.
    public init(equity: Money, cash: Money, positionsValue: Money, time: Timestamp) {
        self.equity = equity
        self.cash = cash
        self.positionsValue = positionsValue
        self.time = time
    }
}

/// How far a feed has been read: so many events of this instant are behind us.
public struct FeedCursor: Hashable, Sendable {
    /// The time of the last event.
    public var time: Timestamp
    /// How many events were read in all.
    public var count: Int64

    /// A cursor of these parts.
    public init(time: Timestamp, count: Int64) {
        self.time = time
        self.count = count
    }
}

/// Which feed made an epoch's prices.
public struct FeedBinding: Hashable, Sendable {
    /// `synthetic`, `replay` or `alpaca`.
    public var kind: String
    /// Seed or hash of its data.
    public var identity: String

    /// A binding of these parts.
    public init(kind: String, identity: String) {
        self.kind = kind
        self.identity = identity
    }
}

/// What a batch came to, told when it is on disk.
public struct BatchReceipt: Hashable, Sendable {
    /// For each intent, whether it is new.
    public let intents: [IntentOutcome]
    /// The epoch that it was booked in; 0 in live.
    public let epoch: Int64
    /// The newest row of the journal.
    public let sequence: Int64
    /// The cash account's balance after it.
    public let cash: Money
    /// How many reports were echoes of what was booked before, and changed nothing.
    public let echoes: Int
}

/// Whether an intent was new.
public enum IntentOutcome: Hashable, Sendable {
    /// Written down, and as its intent left it: send it.
    case recorded(BookedOrder)
    /// The same order was asked for before: answer with it, and send nothing.
    case known(BookedOrder)
}
