/// A page that only says something: what was not found, or why it cannot be shown.
struct MessagePage: FramedPage {
    let frame: PageFrame
    let heading, text: String
}
