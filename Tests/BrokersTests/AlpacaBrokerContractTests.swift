import Alpaca
import Brokers
import Storage
import TestSupport
import Testing

@Suite struct AlpacaBrokerContractTests {
    @Test(arguments: BrokerContract.all)
    func `it keeps the contract on the local exchange`(_ contract: BrokerContract) async throws {
        let scene = try await AlpacaScene()
        try await contract.check(
            BrokerScene(
                broker: scene.broker, symbol: scene.symbol, trade: { try await scene.trade($0) },
                reports: { scene.reports }))
        #expect(try await scene.ledger.examine().isEmpty, "the books agree")
        await scene.broker.settle()
        #expect(await scene.broker.reconcile().isClean, "and so does the broker")
    }
}
