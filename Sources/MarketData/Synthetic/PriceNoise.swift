/// A smooth random curve that looks alike at every scale, from a second to more than a year.
///
/// It is a sum of octaves: octave k has a random value at every 512 / 2^k days and goes smoothly
/// from one to the next, with an amplitude that shrinks by the square root of two, as a random walk
/// does. Unlike a walk it never strays, and its value at any time needs no value before it.
struct PriceNoise: Sendable {
    private let octaves: [NoiseOctave]

    /// Octaves of 512 days down to two thirds of a second.
    static let octaveCount = 27
    /// The binary logarithm of the longest distance: 2^9 days of 2^40 parts each.
    private static let longest: UInt64 = 49

    /// No value is larger than the amplitude of the first octave times this: the sum of all powers
    /// of the square root of one half.
    static let reach = 3.4143

    /// A curve of its own for each key.
    ///
    /// - Parameter amplitude: that of the first octave.
    init(key: UInt64, amplitude: Double) {
        var octaves: [NoiseOctave] = []
        var amplitude = amplitude
        for index in 0..<UInt64(Self.octaveCount) {
            octaves.append(
                NoiseOctave(
                    key: HashedChance.number(key, at: index), shift: Self.longest - index,
                    amplitude: amplitude))
            amplitude *= 0.5.squareRoot()
        }
        self.octaves = octaves
    }

    /// The curve at a position in activity.
    func value(at position: UInt64) -> Double {
        var sum = 0.0
        for octave in octaves {
            let place = octave.place(at: position)
            sum += octave.value(at: place, between: octave.ends(of: place))
        }
        return sum
    }

    /// The same value, quicker where the position before was near.
    func value(at position: UInt64, along trail: inout Trail) -> Double {
        let octaves = octaves.span
        var ends = trail.ends.mutableSpan
        var sum = 0.0
        for index in octaves.indices {
            let place = octaves[index].place(at: position)
            if ends[index].cell != place >> octaves[index].shift {
                ends[index] = octaves[index].ends(of: place)
            }
            sum += octaves[index].value(at: place, between: ends[index])
        }
        return sum
    }

    /// What was drawn for the last position: most of it serves the next one too.
    struct Trail {
        fileprivate var ends: [NoiseOctave.Ends]

        /// The trail of a curve that was not followed yet.
        init() {
            ends = Array(
                repeating: .init(cell: .max, from: 0, to: 0), count: PriceNoise.octaveCount)
        }
    }
}

/// Random values at even distances, and a smooth way from each to the next.
private struct NoiseOctave: Sendable {
    /// Two neighbouring values, and which of all they are.
    struct Ends {
        let cell: UInt64
        let from: Double
        let to: Double
    }

    /// The binary logarithm of the distance of two values.
    let shift: UInt64
    private let key: UInt64
    /// Where the first value lies; elsewhere in each octave, so that no time is calm in all.
    private let phase: UInt64
    /// One part of activity as a fraction of the distance: a power of two, so exact.
    private let part: Double
    private let amplitude: Double

    init(key: UInt64, shift: UInt64, amplitude: Double) {
        self.key = key
        self.shift = shift
        self.amplitude = amplitude
        phase = key >> (64 - shift)
        part = 1 / Double(1 << shift)
    }

    /// A position as this octave counts it.
    @inline(__always)
    func place(at position: UInt64) -> UInt64 { position &+ phase }

    /// The values on both sides of a place.
    @inline(__always)
    func ends(of place: UInt64) -> Ends {
        let cell = place >> shift
        return Ends(
            cell: cell, from: HashedChance.signedFraction(key, at: cell),
            to: HashedChance.signedFraction(key, at: cell &+ 1))
    }

    /// The octave's value at a place between two of its random ones.
    @inline(__always)
    func value(at place: UInt64, between ends: Ends) -> Double {
        let way = Double(Int64(place & ((1 << shift) - 1))) * part
        let eased = way * way * (3 - 2 * way)
        return amplitude * (ends.from + (ends.to - ends.from) * eased)
    }
}
