import Domain
import Testing

@Suite struct TimestampTests {
    @Test func `an instant is written with milliseconds and read back`() {
        var chance = Chance(seed: 3)
        for _ in 0..<5_000 {
            let milliseconds = chance.upTo(18_000_000_000_000) - 9_000_000_000_000
            let instant = Timestamp(nanoseconds: milliseconds * 1_000_000)
            #expect(Timestamp(instant.description) == instant)
        }
        #expect(Timestamp(nanoseconds: -1).description == "1969-12-31T23:59:59.999Z")
    }

    @Test func `bytes and text are the same, and nothing else is read from bytes`() throws {
        var chance = Chance(seed: 4)
        for _ in 0..<5_000 {
            let milliseconds = chance.upTo(18_000_000_000_000) - 9_000_000_000_000
            let instant = Timestamp(nanoseconds: milliseconds * 1_000_000)
            let bytes = instant.iso8601.indices.map { instant.iso8601[$0] }
            #expect(instant.description == String(decoding: bytes, as: UTF8.self))
            #expect(read(instant.description) == instant)
        }
        let written = "2026-01-22T14:30:00.123Z"
        #expect(read(written)?.description == written)
        for index in written.utf8.indices {
            for other: UInt8 in [47, 58, 120] where written.utf8[index] != other {
                var spoilt = Array(written.utf8)
                spoilt[written.utf8.distance(from: written.startIndex, to: index)] = other
                #expect(spoilt.withUnsafeBufferPointer { Timestamp(iso8601: $0) } == nil)
            }
        }
        for text in ["", "2026-01-22T14:30:00Z", written + "Z", "2026-02-30T14:30:00.000Z"] {
            #expect(read(text) == nil, "\(text)")
        }
        for text in ["24:00:00", "23:60:00", "23:59:60"] {
            #expect(read("2026-01-22T\(text).000Z") == nil)
        }
        #expect(read("1677-12-31T00:00:00.000Z") == nil && read("2262-01-01T00:00:00.000Z") == nil)
    }

    private func read(_ text: String) -> Timestamp? {
        Array(text.utf8).withUnsafeBufferPointer { Timestamp(iso8601: $0) }
    }

    @Test(
        arguments: [
            ("2026-01-22T14:30Z", 0), ("2026-01-22 14:30:00Z", 0),
            ("2026-01-22T14:30:00.5z", 500_000_000),
            ("2026-01-22T14:30:00.123456789Z", 123_456_789), ("2026-01-22T15:30:00+01:00", 0),
            ("2026-01-22T09:30:00.000-05:00", 0), ("2026-01-23T00:30+10:00", 0),
        ] as [(String, Int64)])
    func `the forms of ISO 8601 name the same instant`(_ text: String, _ rest: Int64) {
        #expect(Timestamp(text)?.nanoseconds == 1_769_092_200_000_000_000 + rest)
    }

    @Test(arguments: [
        "2026-01-22T14:30:00", "2026-01-22", "2026-01-22T24:00Z", "2026-01-22T14:60Z",
        "2026-01-22T14:30:60Z", "2026-01-22T14:30:00.Z", "2026-01-22T14:30:00.1234567890Z",
        "2026-01-22T14:30:00+0100", "2026-01-22T14:30:00+24:00", "2026-01-22T14:30:00+01:60",
        "2026-01-22X14:30Z", "1677-12-31T00:00Z", "2262-01-01T00:00Z", "", "T", "2026-02-29T14:30Z",
        "2026-01-22T14:30:00.5.5Z", "2026-01-22T1a:30Z",
    ])
    func `what names no instant is refused`(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func `at the ends of 64 bits time stands still`() {
        let (first, last) = (Timestamp(nanoseconds: .min), Timestamp(nanoseconds: .max))
        #expect(last.advanced(bySeconds: 1) == last)
        #expect(first.advanced(bySeconds: -1) == first)
        #expect(last.advanced(byNanoseconds: .max) == last)
        #expect(first.advanced(bySeconds: .max) == last)
        #expect(last.advanced(bySeconds: .min) == first)
        #expect(Timestamp(day: Day(number: .max)) == last)
        #expect(Timestamp(day: Day(number: .min), seconds: .min) == first)
        #expect(Timestamp(nanoseconds: 5).advanced(bySeconds: -1).nanoseconds == -999_999_995)
        #expect(first.utcDay < last.utcDay)
        #expect(first.seconds == -9_223_372_037)
        #expect(first.description.hasPrefix("1677-09-21"))
        #expect(last.description.hasPrefix("2262-04-11"))
    }
}
