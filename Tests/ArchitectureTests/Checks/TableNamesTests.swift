import Testing

@Suite struct TableNamesTests {
    private func count(_ code: String, in target: String = "Storage") -> Int {
        let path = "Sources/\(target)/A.swift"
        return TableNames.findings(in: [SourceFile(path: path, text: code)]).count
    }

    @Test(arguments: [
        #""INSERT INTO \(mode)_trades VALUES (1)""#, #""SELECT * FROM \(name)""#,
        #""UPDATE \(live ? "live" : "paper")_orders SET a = 1""#, #""SELECT * FROM " + name"#,
        #""SELECT 1 FROM a JOIN \(b) ON a.c = b.c""#, #""DROP TABLE IF EXISTS \(name)""#,
        #""select * from \(tables.trades)""#, #""SELECT * FROM "\(name)"""#,
        "\"\"\"\nSELECT a\nFROM\n\\(name)\n\"\"\"",
    ])
    func `a table's name made at run time is found`(_ code: String) {
        #expect(count(code) > 0)
    }

    @Test(arguments: [
        #""INSERT INTO \(tables.trades) VALUES (\(value))""#,
        #""SELECT * FROM bars WHERE a = \(b)""#,
        #""SELECT \(columns) FROM \(sql: tables.orders)""#, #""moved from \(a) to \(b)""#,
    ])
    func `the switch's tables, and values, are fine`(_ code: String) {
        #expect(count(code) == 0)
    }

    @Test func `the schema makes the names, and only Storage writes statements`() {
        #expect(count(#""CREATE TABLE \(prefix)_a (""#, in: "Storage/Schema") == 0)
        #expect(count(#""CREATE TABLE \(prefix)_a (""#, in: "Storage/Ledger") == 1)
        #expect(count(#""SELECT * FROM \(name)""#, in: "Web") == 0)
    }
}
