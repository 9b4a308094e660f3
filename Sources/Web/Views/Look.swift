/// How pages look in one browser: theme, colours of gains and losses, height of rows.
struct Look: Equatable {
    /// What it is read from and kept in.
    static let cookie = "tandem_look"

    static let themes = ["dark", "light", "system", "contrast"]
    static let palettes = ["blue-orange", "green-red", "red-green"]
    static let densities = ["dense", "roomy"]

    var theme = themes[0]
    /// Gains, then losses. The standard one can be told apart without red and green.
    var palette = palettes[0]
    var density = densities[0]

    /// The usual look.
    init() {}

    /// Reads what `cookieValue` wrote; anything else is the usual look.
    init(cookieValue: String?) {
        let parts = (cookieValue ?? "").split(separator: ".").map(String.init)
        let words = parts.count == 3 ? parts : ["", "", ""]
        self.init(theme: words[0], palette: words[1], density: words[2])
    }

    /// A look of these words; those that are not known stay as usual.
    init(theme: String?, palette: String?, density: String?) {
        if let theme, Self.themes.contains(theme) { self.theme = theme }
        if let palette, Self.palettes.contains(palette) { self.palette = palette }
        if let density, Self.densities.contains(density) { self.density = density }
    }

    /// What the cookie holds.
    var cookieValue: String { "\(theme).\(palette).\(density)" }

    /// The header that keeps it for a year. Scripts need not read it: the server writes the page.
    var setCookie: String {
        "\(Self.cookie)=\(cookieValue); Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict"
    }
}

/// What a look can be chosen from.
struct LookChoices {
    let themes, palettes, densities: [Choice]

    init(_ look: Look) {
        themes = Choice.all(Look.themes, chosen: look.theme)
        palettes = Choice.all(Look.palettes, chosen: look.palette)
        densities = Choice.all(Look.densities, chosen: look.density)
    }
}

/// One of several words to choose from.
struct Choice {
    let value, label: String
    let isChosen: Bool

    static func all(_ values: [String], chosen: String) -> [Choice] {
        values.map { value in
            Choice(
                value: value, label: value.isEmpty ? "any" : value.replacing("_", with: "-"),
                isChosen: value == chosen)
        }
    }
}
