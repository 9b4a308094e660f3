import Testing

@Suite struct ExceptionsTests {
    private let finding = Finding(.banned, "Sources/Desk/A.swift", line: 3, "Double")
    private func exception(_ path: String, _ subject: String) -> Exception {
        Exception(rule: .banned, path: path, subject: subject, reason: "for show")
    }

    @Test func `an exception covers its file and its word, no other`() {
        let covering = exception("Sources/Desk/A.swift", "Double")
        #expect(Exceptions.remaining([finding], given: [covering]).isEmpty)
        #expect(Exceptions.stale([finding], given: [covering]).isEmpty)
        for other in [
            exception("Sources/Desk/B.swift", "Double"), exception(finding.path, "Float"),
        ] {
            #expect(Exceptions.remaining([finding], given: [other]) == [finding])
            #expect(Exceptions.stale([finding], given: [other]).count == 1)
        }
    }
}
