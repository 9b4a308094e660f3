import AlpacaWire
import Domain
import LocalExchange
import Synchronization
import Testing

@Suite struct FaultTests {
    /// A day of a careless client: what it was answered, and what the stream said.
    static func day(_ seed: UInt64) throws -> (answers: [String], events: [String], ExchangeScene) {
        var settings = ExchangeSettings()
        settings.faultSeed = seed
        let scene = try ExchangeScene(settings)
        var answers: [String] = []
        for round in 0..<60 as Range<UInt64> {
            let side = round % 3 == 2 ? "sell" : "buy"
            let answer = scene.ask(
                "POST", "/orders",
                """
                {"symbol":"ABC","qty":"\(round % 7 + 1)","side":"\(side)","type":"market",
                "time_in_force":"day","client_order_id":"order-\(round)"}
                """)
            answers.append(
                answer.map { "\($0.status) \(String(decoding: $0.body, as: UTF8.self))" } ?? "lost")
            for step in 0..<4 as Range<UInt64> {
                try scene.quote("\(90 + (seed &+ round &* 5 &+ step) % 20)")
            }
        }
        return (answers, scene.events, scene)
    }

    @Test func `a seed gives the same day again, and another seed another`() throws {
        let (first, second, other) = (try Self.day(7), try Self.day(7), try Self.day(8))
        #expect(first.answers == second.answers)
        #expect(first.events == second.events)
        #expect(first.answers != other.answers)
    }

    @Test(arguments: 0..<25 as Range<UInt64>)
    func `whatever goes wrong, cash and shares are what the fills say`(_ seed: UInt64) throws {
        let scene = try Self.day(seed).2
        func list(_ path: String) throws -> [WireValue] {
            for _ in 0..<100 {
                if let answer = scene.ask("GET", path), answer.status == 200,
                    case .list(let items) = try WireValue.json(answer.body)
                {
                    return items
                }
            }
            throw WireFault(path, "is never answered")
        }
        let fills = try WireActivity.list(
            .list(try list("/account/activities?date=2025-01-02")))
        var (shares, cash) = (Quantity.zero, Money(nanos: 100_000_000_000_000))
        for fill in fills {
            let (price, qty) = (try #require(fill.price), try #require(fill.qty))
            let cost = try price.cost(of: qty, rounding: .halfEven)
            shares = fill.side == "buy" ? try shares + qty : try shares - qty
            cash = fill.side == "buy" ? try cash - cost : try cash + cost
        }
        let positions = try WirePosition.list(.list(try list("/positions")))
        #expect(positions.first?.qty ?? .zero == shares)
        var account: WireAccount?
        for _ in 0..<100 where account == nil {
            if let answer = scene.ask("GET", "/account"), answer.status == 200 {
                account = try WireAccount(json: answer.body)
            }
        }
        #expect(account?.cash == cash)
    }

    @Test func `every kind of fault comes`() throws {
        var (statuses, endings): (Set<Int>, Set<String>) = ([], [])
        for seed in 0..<10 as Range<UInt64> {
            let (_, events, scene) = try Self.day(seed)
            endings.formUnion(events)
            for _ in 0..<80 { statuses.insert(scene.ask("GET", "/clock")?.status ?? 0) }
        }
        #expect(statuses == [0, 200, 429, 500, 504])
        #expect(endings.isSuperset(of: ["fill", "partial_fill", "rejected", "new"]))
    }

    @Test func `an order whose answer was lost is there by its name`() throws {
        var isFound = false
        for seed in 0..<10 as Range<UInt64> {
            let (answers, _, scene) = try Self.day(seed)
            for (round, answer) in answers.enumerated() where answer == "lost" {
                let path = "/orders:by_client_order_id?client_order_id=order-\(round)"
                isFound = isFound || scene.ask("GET", path)?.status == 200
            }
        }
        #expect(isFound)
    }

    @Test func `the stream loses, doubles, turns round and cuts off`() throws {
        var settings = ExchangeSettings()
        var seen: Set<String> = []
        for seed in 0..<20 as Range<UInt64> {
            settings.faultSeed = seed
            let scene = try ExchangeScene(settings)
            let ends = Mutex(0)
            let line = scene.exchange.openTrading { message in
                if message == nil { ends.withLock { $0 += 1 } }
            }
            scene.exchange.take(
                .authenticate(key: settings.key, secret: settings.secret), on: line)
            scene.exchange.take(.listen(["trade_updates"]), on: line)
            for _ in 0..<20 {
                _ = scene.ask(
                    "POST", "/orders",
                    """
                    {"symbol":"ABC","qty":"1","side":"buy","type":"limit","limit_price":"9",
                    "time_in_force":"day"}
                    """)
            }
            if ends.withLock({ $0 }) > 0 { seen.insert("cut off") }
            let stamps = scene.updates.compactMap(\.timestamp)
            if Set(stamps).count < stamps.count { seen.insert("doubled") }
            if zip(stamps, stamps.dropFirst()).contains(where: { $0 > $1 }) {
                seen.insert("turned")
            }
            let told = Set(scene.updates.filter { $0.event == .new }.map(\.order.id))
            let news = Set(scene.updates.map(\.order.id))
            if told != news { seen.insert("lost") }
        }
        #expect(seen == ["cut off", "doubled", "turned", "lost"])
    }
}
