import Storage

/// A setting that a person may change while the desk runs.
enum DeskSetting: String, CaseIterable {
    case defaultStop = "orders.default_stop_pct"
    case allowsShorting = "paper.allow_shorting"
    case requiresPreview = "live.require_preview"

    /// What is allowed, in words.
    var allowed: String {
        switch self {
        case .defaultStop: "none, or percent above 0 and below 100 with up to 7 decimal places"
        case .allowsShorting, .requiresPreview: "true or false"
        }
    }

    var meaning: String {
        switch self {
        case .defaultStop:
            "How far below its first fill the stop of an entry lies that brings none, in percent"
        case .allowsShorting: "Whether paper orders may open short positions"
        case .requiresPreview:
            "Whether programs too must preview a live order, and send it with the preview's ticket"
        }
    }

    /// Whether a change holds only from the next start on.
    var needsRestart: Bool { self == .allowsShorting }

    func line(_ settings: DeskSettings) -> SettingLine {
        let (value, standard) =
            switch self {
            case .defaultStop:
                (
                    settings.defaultStop.description,
                    DeskSettings.defaultStopSetting.standard.description
                )
            case .allowsShorting:
                (
                    settings.allowsShorting.description,
                    DeskSettings.shortingSetting.standard.description
                )
            case .requiresPreview:
                (
                    settings.requiresPreview.description,
                    DeskSettings.previewSetting.standard.description
                )
            }
        return SettingLine(
            key: rawValue, value: value, standard: standard, allowed: allowed, meaning: meaning,
            needsRestart: needsRestart)
    }
}

extension LiveLimit {
    func line(_ value: LimitValue) -> SettingLine {
        SettingLine(
            key: rawValue, value: value.description, standard: setting.standard.description,
            allowed: allowed, meaning: meaning, needsRestart: false)
    }
}
