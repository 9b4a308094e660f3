/// A page that only says something: what was not found, or why it cannot be shown.
struct MessagePage {
    let frame: PageFrame
    let heading, text: String
}
