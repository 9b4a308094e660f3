import Brokers
import Desk
import Domain

/// The settings, and what they are settings of.
struct SettingsBuilder {
    let desk: TradingDesk
    let door: VenueDoor
    let visit: PageVisit
    let settings: SettingsDesk
    /// Whether an access token is asked for.
    let needsToken: Bool

    func page() async throws -> SettingsPage {
        let status = try await desk.modes.status()
        return SettingsPage(
            frame: FrameBuilder(desk: desk, door: door, visit: visit)
                .frame(status, title: "Settings", path: "/settings"),
            groups: SettingGroup.all(of: try await settings.lines()),
            facts: facts(status),
            needs: await desk.modes.liveReadiness().items.map(ReadinessLine.init))
    }

    private func facts(_ status: ModeStatus) -> [Fact] {
        let standing = desk.liveAccount?.standing
        return [
            Fact(name: "Paper prices", value: "\(status.feed.kind), simulated"),
            Fact(name: "Market time", value: PageTime(status.marketTime).text),
            Fact(name: "Live broker", value: PageText.words(status.live.word)),
            Fact(name: "Its keys", value: status.live.isConfigured ? "set" : "not set"),
            Fact(
                name: "Its account",
                value: standing?.accountEnding.map { "ends in \($0)" } ?? "not known"),
            Fact(
                name: "Compared with it",
                value: standing?.comparedAt.map { PageTime($0).text } ?? "not yet"),
            Fact(name: "Held there besides", value: standing?.besides ?? "nothing"),
            Fact(
                name: "Who may come in",
                value: needsToken ? "whoever has the access token" : "this machine only"),
        ]
    }
}

extension SettingGroup {
    fileprivate static func all(of lines: [SettingLine]) -> [Self] {
        let isLive = { (line: SettingLine) in line.key.hasPrefix("live.") }
        return [
            Self(title: "Orders", settings: lines.filter { !isLive($0) }.map(SettingField.init)),
            Self(
                title: "Live orders", settings: lines.filter(isLive).map(SettingField.init)),
        ]
    }
}

extension SettingField {
    /// The last word of a setting's name that is a unit, as a label shows it.
    private static let units = [
        " pct": ", %", " seconds": ", seconds", " value": " value, $", " loss": " loss, $",
    ]

    init(_ line: SettingLine) {
        key = line.key
        let name = PageText.words(line.key.split(separator: ".").last.map(String.init) ?? line.key)
        label = Self.units.reduce(name.prefix(1).uppercased() + name.dropFirst()) {
            $0.replacing($1.key, with: $1.value)
        }
        (value, standard, allowed) = (line.value, line.standard, line.allowed)
        meaning = line.meaning
        needsRestart = line.needsRestart
        choices =
            Bool(line.standard) == nil ? nil : Choice.all(["true", "false"], chosen: line.value)
        hasChoices = choices != nil
    }
}
