import Domain
import Testing

@Suite struct OrderStateTests {
    /// Each state with its answer to each event, in the order of `OrderEvent.allCases`; `-` is
    /// refused.
    static let table: [(OrderState, String)] = [
        // accepted rejected partlyFilled filled cancelled expired changed lost neverArrived
        (.pending, "working rejected partially_filled filled cancelled expired - unknown -"),
        (.working, "- rejected partially_filled filled cancelled expired working - -"),
        (
            .partiallyFilled,
            "- - partially_filled filled cancelled expired partially_filled - -"
        ),
        (.filled, "- - - - - - - - -"),
        (.cancelled, "- - cancelled filled - - - - -"),
        (.rejected, "- - - - - - - - -"),
        (.expired, "- - expired filled - - - - -"),
        (.unknown, "working rejected partially_filled filled cancelled expired - - rejected"),
    ]

    @Test func `every state answers every event`() throws {
        #expect(Self.table.map(\.0) == OrderState.allCases)
        for (state, answers) in Self.table {
            let words = answers.split(separator: " ")
            try #require(words.count == OrderEvent.allCases.count)
            for (event, word) in zip(OrderEvent.allCases, words) {
                if word == "-" {
                    let refusal = #expect(throws: IllegalTransition.self) { try state.after(event) }
                    #expect(refusal?.state == state && refusal?.event == event)
                } else {
                    #expect(try state.after(event).rawValue == word, "\(state) \(event)")
                }
            }
        }
    }

    @Test func `an order that has ended is not open again`() throws {
        for state in OrderState.allCases where !state.isOpen {
            for event in OrderEvent.allCases {
                if let after = try? state.after(event) { #expect(!after.isOpen) }
            }
        }
    }

    @Test func `a refusal names both`() {
        #expect(throws: IllegalTransition.self) { try OrderState.filled.after(.cancelled) }
        let text =
            (#expect(throws: IllegalTransition.self) {
                try OrderState.filled.after(.cancelled)
            })?.description
        #expect(text == "an order that is filled cannot be cancelled")
    }
}
