import Foundation

/// A setting that may come from the environment or from `tandem.conf`, by its name there.
enum OutsideSetting: String, CaseIterable {
    case database = "TANDEM_DATABASE"
    case host = "TANDEM_HOST"
    case port = "TANDEM_PORT"
    case feed = "TANDEM_FEED"
    case seed = "TANDEM_SEED"
    case speed = "TANDEM_SPEED"
    case symbols = "TANDEM_SYMBOLS"
    case timeframe = "TANDEM_TIMEFRAME"
    case actions = "TANDEM_ACTIONS"
    case costs = "TANDEM_COSTS"
    case logLevel = "TANDEM_LOG_LEVEL"
    case accessToken = "TANDEM_ACCESS_TOKEN"
    case tlsCertificate = "TANDEM_TLS_CERTIFICATE"
    case tlsKey = "TANDEM_TLS_KEY"
    case behindProxy = "TANDEM_BEHIND_PROXY"
    case names = "TANDEM_NAMES"
    case alpacaKey = "TANDEM_ALPACA_KEY"
    case alpacaSecret = "TANDEM_ALPACA_SECRET"
    case alpacaTradingURL = "TANDEM_ALPACA_TRADING_URL"
    case alpacaDataURL = "TANDEM_ALPACA_DATA_URL"
    case alpacaSymbols = "TANDEM_ALPACA_SYMBOLS"

    /// The option that goes before it: `--log-level`.
    var option: String {
        "--" + rawValue.dropFirst("TANDEM_".count).lowercased().replacing("_", with: "-")
    }
}

/// What is set outside of the command line: the environment goes before the file `tandem.conf` in
/// the current folder.
///
/// The file has lines `TANDEM_PORT=8080`, empty lines and lines that begin with `#`. It may hold
/// secrets, so only its owner may read it.
struct OutsideSettings {
    /// The file's name.
    static let file = "tandem.conf"

    private let environment: [String: String]
    private let file: [String: String]

    /// - Throws: what is wrong with the file, and in which line.
    init(
        environment: [String: String] = ProcessInfo.processInfo.environment, file: String = file
    ) throws(CommandFault) {
        self.environment = environment
        self.file = try Self.read(file)
    }

    /// A setting as it is written; nil where it is not set.
    func text(_ setting: OutsideSetting) -> String? {
        environment[setting.rawValue] ?? file[setting.rawValue]
    }

    private static func read(_ path: String) throws(CommandFault) -> [String: String] {
        guard FileManager.default.fileExists(atPath: path) else { return [:] }
        try checkMode(of: path)
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandFault("\(path) cannot be read as text")
        }
        var values: [String: String] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let line = line.trimmingCharacters(in: .whitespaces)
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            let (name, value) = try entry(line, at: "\(path), line \(index + 1)")
            guard values.updateValue(value, forKey: name) == nil else {
                throw CommandFault("\(path), line \(index + 1): \(name) is set twice")
            }
        }
        return values
    }

    /// A line's name and value. A value is never repeated in a fault: it may be a secret.
    private static func entry(
        _ line: String, at place: String
    ) throws(CommandFault) -> (name: String, value: String) {
        let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        guard parts.count == 2 else { throw CommandFault("\(place): there is no NAME=VALUE") }
        guard OutsideSetting(rawValue: parts[0]) != nil else {
            let allowed = OutsideSetting.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFault(
                "\(place): there is no setting '\(parts[0].prefix(40))'; allowed: \(allowed)")
        }
        return (parts[0], parts[1])
    }

    private static func checkMode(of path: String) throws(CommandFault) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        guard mode & 0o077 == 0 else {
            throw CommandFault(
                "\(path) can be read by others and may hold secrets: chmod 600 \(path)")
        }
    }
}
