public import Domain
public import Simulation
public import Strategies

/// What is run: the strategy, its size, and what trading costs.
public struct BacktestConfig: Sendable {
    /// The strategy's type.
    public var strategy: any Strategy.Type
    /// Its parameters.
    public var values: ParameterValues
    /// How many shares its entries ask for.
    public var sizing = Sizing.allIn
    /// What the account begins with.
    public var cash = Money(nanos: 100_000_000_000_000)
    /// Spread, slippage, latency, fees.
    public var costs = CostModel.optimistic
    /// The part of a bar's volume that all orders together may fill; without bound where nil.
    public var participationMax: Rate?
    /// The price step that computed prices are rounded to, safely; zero leaves them as they are.
    public var tick = Price.zero
    /// The first New York day of trading; bars before it warm the strategy up.
    public var from: Day?
    /// The last New York day.
    public var to: Day?
    /// Whether the outcome lists orders; trades and equity are always there.
    public var keepsOrders = false

    /// A strategy without costs, with all the cash of $100,000.
    public init(_ strategy: any Strategy.Type, _ values: ParameterValues) {
        self.strategy = strategy
        self.values = values
    }

    /// Checks what parts cannot check themselves.
    func check() throws(BacktestFault) {
        guard cash > .zero else {
            throw BacktestFault("initial_cash", cash.description, "an amount above zero")
        }
        guard costs.fees.commission >= .zero, costs.fees.commission < .one else {
            throw BacktestFault(
                "commission_rate", costs.fees.commission.description, "a rate from 0 to below 1")
        }
        guard tick >= .zero else {
            throw BacktestFault("tick", tick.description, "zero or a price step")
        }
        if let participationMax, participationMax <= .zero || participationMax > .one {
            throw BacktestFault(
                "participation_max", participationMax.description, "a rate above 0, up to 1")
        }
        if let from, let to, to < from {
            throw BacktestFault("to", to.description, "a day not before \(from)")
        }
        try sizing.check()
    }
}

extension Sizing {
    fileprivate func check() throws(BacktestFault) {
        switch self {
        case .allIn: return
        case .fixed(let shares):
            guard (1...1_000_000_000).contains(shares) else {
                throw BacktestFault("sizing.fixed", "\(shares)", "1 to 1000000000 shares")
            }
        case .risk(let fraction, let cap):
            guard fraction > 0, fraction <= 1 else {
                throw BacktestFault(
                    "sizing.risk", "\(fraction)", "a part of equity above 0, up to 1")
            }
            guard cap > 0, cap <= 1 else {
                throw BacktestFault("sizing.cap", "\(cap)", "a part of equity above 0, up to 1")
            }
        }
    }
}
