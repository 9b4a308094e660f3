import ExactJSON
import Testing

@Suite struct JSONTextTests {
    @Test(arguments: [
        "null", "true", "12345678901234567890.000000001", "\"a\\\"b\"", "[]",
        "[1,[2,\"x\"],null]",
        "{}", "{\"a\":1,\"b\":{\"c\":[true]}}",
    ])
    func `a value that was read is written as it was`(_ text: String) throws {
        #expect(try JSONReader.read(Array(text.utf8)).text == text)
    }

    @Test func `names are written in their order, whatever order they came in`() throws {
        let value = try JSONReader.read(Array("{\"b\": 1, \"a\": 2}".utf8))
        #expect(value.text == "{\"a\":2,\"b\":1}")
    }
}
