import Testing

@testable import Alpaca

@Suite struct SettingsTests {
    @Test func `key and secret are never shown`() throws {
        let settings = try AlpacaSettings(key: "PK-7781", secret: "hush-9912")
        var dumped = ""
        dump(settings, to: &dumped)
        for text in ["\(settings)", String(reflecting: settings), dumped] {
            #expect(!text.contains("7781") && !text.contains("9912"))
        }
        for wrong in ["", "with space", "line\nbreak", "é"] {
            let fault = #expect(throws: AlpacaSettingsFault.self) {
                try AlpacaSettings(key: "K", secret: wrong)
            }
            #expect(fault?.setting == "secret")
            #expect(wrong.isEmpty || fault?.description.contains(wrong) == false)
        }
    }

    @Test(arguments: [
        "http://example.com", "http://127.0.0.1.example.com", "ftp://127.0.0.1", "https://",
        "https://u:p@example.com", "https://example.com/v2", "example.com",
    ])
    func `a secret travels in the clear on this machine only`(_ url: String) {
        #expect(throws: AlpacaSettingsFault.self) {
            try AlpacaSettings(key: "K", secret: "S", tradingURL: url)
        }
    }

    @Test func `the streams are found beside the hosts`() throws {
        let real = try AlpacaSettings(key: "K", secret: "S")
        #expect(real.tradingStreamURL == "wss://api.alpaca.markets/stream")
        #expect(real.dataStreamURL == "wss://stream.data.alpaca.markets/v2/iex")
        let here = "http://127.0.0.1:8090/"
        let local = try AlpacaSettings(key: "K", secret: "S", tradingURL: here, dataURL: here)
        #expect(local.tradingURL == "http://127.0.0.1:8090")
        #expect(local.tradingStreamURL == "ws://127.0.0.1:8090/stream")
        #expect(local.dataStreamURL == "ws://127.0.0.1:8090/v2/iex")
    }
}
