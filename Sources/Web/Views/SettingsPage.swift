/// What can be changed while the desk runs, and how it stands.
struct SettingsPage: FramedPage {
    let frame: PageFrame
    let groups: [SettingGroup]
    /// The paper market, the live broker, and who may come in.
    let facts: [Fact]
    /// What live needs, and how it stands.
    let needs: [ReadinessLine]
}

/// Settings that belong together.
struct SettingGroup {
    let title: String
    let settings: [SettingField]
}

/// A setting as a field of a form: a word to choose, or one to type.
struct SettingField {
    let key, label, value, standard, allowed, meaning: String
    let needsRestart, hasChoices: Bool
    /// The words to choose from; nil where it is typed.
    let choices: [Choice]?
}
