/// What the handler of a connection and its channel share.
struct Mailbox: Sendable {
    let inbox: Inbox
    let outbox: Outbox
    let ending = Ending()
}

/// The handler wants to close.
struct CloseRequest: Sendable {
    let code: WebSocketCloseCode
    let reason: String
}

/// There is room in the inbox again.
struct ReadRequest: Sendable {}
