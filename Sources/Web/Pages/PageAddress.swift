import Domain
import Hummingbird

/// The address of a page: its path and its parameters, which links change one by one.
struct PageAddress {
    private let base: String
    private var parameters: [(name: String, value: String)]

    /// - Parameter parameters: names and values, in order; empty values are left out.
    init(_ base: String, _ parameters: [(String, String)]) {
        self.base = base
        self.parameters = parameters.filter { !$0.1.isEmpty }.map { (name: $0.0, value: $0.1) }
    }

    /// The address as text.
    var text: String {
        guard !parameters.isEmpty else { return base }
        let query = parameters.map { "\($0.name)=\(Self.escaped($0.value))" }
        return "\(base)?\(query.joined(separator: "&"))"
    }

    /// The same address with one more parameter.
    func adding(_ name: String, _ value: String) -> PageAddress {
        var address = self
        if !value.isEmpty { address.parameters.append((name, value)) }
        return address
    }

    /// The same address with another value of a parameter; an empty one takes it away.
    func setting(_ name: String, _ value: String) -> PageAddress {
        var address = self
        address.parameters.removeAll { $0.name == name }
        return address.adding(name, value)
    }

    /// The same parameters at another place.
    func path(_ path: String) -> PageAddress {
        PageAddress(path, parameters.map { ($0.name, $0.value) })
    }

    /// Percent-encoded but for what never needs it (RFC 3986, unreserved).
    static func escaped(_ text: String) -> String {
        text.utf8.reduce(into: "") { escaped, byte in
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [45, 46, 95, 126].contains(byte)
            if isPlain {
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                escaped += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
    }
}
