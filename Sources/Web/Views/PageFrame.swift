/// What every page shows around its content.
struct PageFrame {
    let title: String
    /// `paper` or `live`, as in addresses.
    let mode: String
    /// `PAPER` or `LIVE`, as in badges.
    let modeWord: String
    let isLive: Bool
    let isPaper: Bool
    /// Tells an old picture of the mode from a new one.
    let modeEpoch: String
    /// Guards the forms of this page.
    let token: String
    /// Where a form sends the browser back to.
    let returnTo: String
    let notices: [PageNotice]
    let market: MarketLine
    let live: LiveLine
    let updated: PageTime
    let look: Look
    let choices: LookChoices
    let assets: AssetAddresses
    let links: [NavigationLink]
}

/// A page that stands in the frame that all have.
protocol FramedPage: Sendable {
    var frame: PageFrame { get }
}

/// A page in the navigation; only pages that exist are in it.
struct NavigationLink {
    let label, address, icon: String
    let isCurrent: Bool

    /// The pages of a mode.
    ///
    /// - Parameter current: the path of the page that is shown.
    static func all(of mode: String, current: String) -> [NavigationLink] {
        [
            ("Trades", "/trades", "table-2"), ("Analysis", "/trades/analysis", "chart-line"),
            ("Chart", "/trades/chart", "chart-candlestick"),
            ("Backtest", "/trades/backtest", "flask-conical"),
            ("Settings", "/settings", "settings"),
        ].filter { mode == "paper" || $0.1 != "/trades/backtest" }.map { label, path, icon in
            NavigationLink(
                label: label, address: "\(path)?mode=\(mode)", icon: icon,
                isCurrent: path == current)
        }
    }
}

/// Something that was done or refused, told at the top of the next page.
struct PageNotice: Sendable {
    /// `good`, `warning` or `bad`.
    let tone: String
    let text: String
    /// Whether a screen reader interrupts for it.
    let isAlert: Bool
}

/// The market's time and where prices come from.
struct MarketLine {
    let feed: String
    let isSimulated: Bool
    let time: PageTime
    /// `running`, `paused`, `over`, `stopped` or `closed`.
    let state: String
    /// The state in a few words for the chip.
    let words: String
    let isTroubled: Bool
}

/// How the live broker stands, and the way there.
struct LiveLine {
    /// `not_configured`, `ready` or `not_ready`.
    let state: String
    let words: String
    let isReady: Bool
    let reasons: [String]
    let positions: String
    let orders: String
    let hasAny: Bool
}

/// Where the browser finds styles, scripts, fonts and icons.
struct AssetAddresses: Sendable {
    /// The folder of them all.
    let base: String
    let hasFonts: Bool
    let hasIcons: Bool
    let hasChart: Bool
}
