import Domain
import Simulation

/// One backtest golden worked out again: its strategy's decisions, fed as orders to the matching
/// engine bar by bar.
struct BacktestRun {
    /// A trade as the goldens list it.
    struct Trade {
        var entry: Fill
        var entryBar: Int
        var exit: Fill?
        var exitBar: Int?
        var protection: Protection
    }

    private(set) var trades: [Trade] = []
    private(set) var open: Trade?
    private(set) var equity: [Money] = []
    private(set) var rejections = 0

    private let config: GoldenConfig
    private let signals: ReferenceSignals
    private var engine: SimulatedExchange
    private let symbol: Symbol
    private var orderCount = 0
    private var pending: Protection = .none

    init(_ config: GoldenConfig, signals: ReferenceSignals) throws {
        guard let symbol = Symbol("GOLDEN") else { throw GoldensFault("no symbol") }
        self.config = config
        self.signals = signals
        self.symbol = symbol
        let costs = CostModel(fees: FeeModel(commission: try config.commission()))
        let rules = EngineRules(
            costs: costs, allowsShorting: config.strategy.mode == "long_short")
        engine = SimulatedExchange(rules: rules, cash: try config.cash())
    }

    mutating func run() throws {
        let strategy = try ReferenceStrategy(config.strategy, signals: signals)
        for (index, bar) in signals.bars.enumerated() {
            note(engine.handle(.bar(symbol, bar)), bar: index)
            equity.append(try engine.equity)
            let holding = open.map {
                Holding(
                    side: $0.entry.side == .buy ? .long : .short, entryBar: $0.entryBar,
                    stop: $0.protection.stopLoss)
            }
            for decision in try strategy.decide(index, holding) {
                try carryOut(decision, bar: index)
            }
        }
    }

    private mutating func carryOut(_ decision: Decision, bar: Int) throws {
        let time = signals.bars[bar].start
        switch decision {
        case .enter(let side, let type, let protection, let risk):
            guard let size = try size(risk: risk, bar: bar) else { return }
            pending = protection
            let ticket = OrderTicket(
                id: try nextID(), symbol: symbol, side: side, effect: .open, size: size, type: type,
                timeInForce: type == .market ? .day : .nextBar, protection: protection)
            note(engine.submit(ticket, at: time), bar: bar)
        case .exit:
            guard let open else { return }
            let ticket = OrderTicket(
                id: try nextID(), symbol: symbol, side: open.entry.side.opposite,
                effect: .close(.all), size: .shares(open.entry.quantity))
            note(engine.submit(ticket, at: time), bar: bar)
        case .moveStop(let stop):
            guard let id = open?.entry.order.leg(.stop) else { return }
            note(try engine.replace(id, with: Replacement(type: .stop(stop)), at: time), bar: bar)
            open?.protection.stopLoss = stop
        }
    }

    private func size(risk distance: Double?, bar: Int) throws -> OrderSize? {
        switch config.sizing.kind {
        case "all_in": return .allCash
        case "fixed":
            guard let shares = config.sizing.fixed else { throw GoldensFault("no fixed size") }
            return .shares(try Quantity(shares: shares))
        case "risk":
            guard let risk = config.sizing.risk, let cap = config.sizing.cap, let distance else {
                throw GoldensFault("risk sizing lacks risk, cap or a stop")
            }
            let equity = try engine.equity.approximate
            let byRisk = (risk * equity / distance).rounded(.down)
            let byCap = (cap * equity / signals.close[bar]).rounded(.down)
            let shares = Int64(min(byRisk, byCap))
            return shares < 1 ? nil : .shares(try Quantity(shares: shares))
        default: throw GoldensFault("sizing \(config.sizing.kind) is not known")
        }
    }

    private mutating func nextID() throws -> ClientOrderID {
        orderCount += 1
        guard let id = ClientOrderID("g\(orderCount)") else { throw GoldensFault("no order id") }
        return id
    }

    private mutating func note(_ reports: [OrderReport], bar: Int) {
        for report in reports {
            switch report {
            case .filled(let fill) where fill.effect.isOpening:
                open = Trade(entry: fill, entryBar: bar, protection: pending)
            case .filled(let fill):
                guard var trade = open else { continue }
                (trade.exit, trade.exitBar) = (fill, bar)
                trades.append(trade)
                open = nil
            case .rejected: rejections += 1
            case .placed, .accepted, .changed, .cancelled, .expired, .adjusted: continue
            }
        }
    }
}
