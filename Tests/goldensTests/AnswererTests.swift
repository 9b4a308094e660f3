import Foundation
import Testing

@testable import goldens

@Suite struct AnswererTests {
    private let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures/goldens")

    @Test(arguments: ["metrics.json", "xnys_queries.json"])
    func `an answer stays the same when the answers are taken out of the case`(
        _ name: String
    ) throws {
        let stripped = try folder()
        defer { try? FileManager.default.removeItem(at: stripped) }
        let data = try Data(contentsOf: fixtures.appendingPathComponent(name))
        let questions = withoutAnswers(try JSONSerialization.jsonObject(with: data))
        try JSONSerialization.data(withJSONObject: questions)
            .write(to: stripped.appendingPathComponent(name))
        let answer = try answer(GoldenFile(root: stripped, path: name))
        #expect(try answer == self.answer(GoldenFile(root: fixtures, path: name)))
        #expect(answer.count > 10_000)
    }

    @Test func `the calendar files come out as they stand in the reference`() throws {
        for name in ["xnys_sessions.csv", "xnys_closures.csv"] {
            let golden = try Data(contentsOf: fixtures.appendingPathComponent(name))
            let own = try answer(GoldenFile(root: fixtures, path: name))
            #expect(lines(own) == lines(golden), "\(name)")
        }
    }

    @Test func `a case is read from its packed form too`() throws {
        let packed = GoldenFile(root: fixtures, path: "indicators_ibm.csv")
        #expect(try packed.firstColumn().first == "2000-03-01")
        let absent = GoldenFile(root: fixtures, path: "absent.csv")
        #expect(throws: GoldensFault.self) { try absent.data() }
    }

    @Test func `numbers keep every digit`() throws {
        let value = 0.1 + 0.2
        let text = try JSONValue.array([.number(value), .null, .integer(3)]).encoded()
        #expect(String(decoding: text, as: UTF8.self) == "[0.30000000000000004,null,3]\n")
    }

    @Test(arguments: [
        [], ["--from", "a"], ["--to", "b"], ["--from"], ["--from", "--to", "--to", "b"], ["x"],
        ["--from", "a", "--from", "b", "--to", "c"],
    ])
    func `arguments that say too little are refused`(_ words: [String]) {
        #expect(throws: GoldensFault.self) { try Arguments(words) }
    }

    @Test func `both folders in either order are enough`() throws {
        guard case .answer("a", "b") = try Arguments(["--to", "b", "--from", "a"]) else {
            Issue.record("not understood")
            return
        }
        guard case .help = try Arguments(["--from", "a", "--help"]) else {
            Issue.record("no help")
            return
        }
    }

    @Test func `a folder that is missing or holds no case is an error, not an empty success`()
        throws
    {
        let empty = try folder()
        defer { try? FileManager.default.removeItem(at: empty) }
        for path in [empty.path, empty.path + "/absent"] {
            #expect(throws: GoldensFault.self) {
                try GoldensTool.answer(from: path, to: empty.path + "/out")
            }
        }
        #expect(throws: GoldensFault.self) {
            try GoldensTool.answer(from: fixtures.path, to: fixtures.path + "/")
        }
    }

    private func answer(_ file: GoldenFile) throws -> Data {
        try #require(GoldensTool.answerers.first { $0.takes(file) }).answer(file)
    }

    private func lines(_ data: Data) -> [Substring] {
        String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
    }

    private func folder() throws -> URL {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("goldens-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    /// A case as one who asks would write it.
    private func withoutAnswers(_ value: Any) -> Any {
        if let list = value as? [Any] { return list.map(withoutAnswers) }
        guard let fields = value as? [String: Any] else { return value }
        let answers: Set = [
            "expected", "is_open", "is_session", "next_open", "next_close", "previous_open",
            "previous_close", "result",
        ]
        // `sessions` is an answer where it is a count.
        return fields.filter { !answers.contains($0.key) && $0.key != "sessions" }
            .mapValues(withoutAnswers)
    }
}
