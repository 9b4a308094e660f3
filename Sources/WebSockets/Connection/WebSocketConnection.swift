import NIOCore

/// One open connection, on either side: what its handler reads from, sends to and closes.
///
/// When the connection ends, for whatever reason, `messages` ends after what had arrived, `send`
/// throws how it ended, and `closing` tells it. A handler that does not end by itself then is
/// cancelled after `closingMax`. When the handler ends, the connection is closed.
public struct WebSocketConnection: Sendable {
    /// What arrives.
    public let messages: WebSocketMessages
    private let channel: any Channel
    private let mailbox: Mailbox

    init(channel: any Channel, mailbox: Mailbox) {
        self.channel = channel
        self.mailbox = mailbox
        messages = WebSocketMessages(inbox: mailbox.inbox)
    }

    /// How the connection ends, once that is settled; nil while it is open.
    public var closing: WebSocketClosing? { mailbox.ending.closing }

    /// Waits until the connection is over, and tells how it ended.
    ///
    /// - Throws: `CancellationError` when the task is cancelled before.
    public func end() async throws -> WebSocketClosing { try await mailbox.ending.wait() }

    /// Sends a message; waits while the peer takes nothing, so that memory stays bounded.
    ///
    /// A peer that takes nothing for `stuckMax` ends the connection. For another bound cancel the
    /// task that waits, then close.
    ///
    /// - Throws: the `WebSocketClosing` once the connection ends; `CancellationError` when the task
    ///   was cancelled while it waited, and then nothing of the message is sent.
    public func send(_ message: WebSocketMessage) async throws {
        let count = message.byteCount
        try await mailbox.outbox.reserve(count)
        let taken = channel.eventLoop.makePromise(of: Void.self)
        taken.futureResult.whenComplete { [mailbox] _ in mailbox.outbox.release(count) }
        channel.writeAndFlush(message, promise: taken)
    }

    /// Sends text.
    public func send(_ text: String) async throws { try await send(.text(text)) }

    /// Sends bytes.
    public func send(_ bytes: [UInt8]) async throws { try await send(.binary(bytes)) }

    /// Closes the connection after what was sent, and waits until it is over: `closingMax` at most.
    ///
    /// A code that cannot be sent closes without one. Of the reason the first 123 bytes are sent.
    public func close(_ code: WebSocketCloseCode = .normal, reason: String = "") async {
        channel.triggerUserOutboundEvent(CloseRequest(code: code, reason: reason), promise: nil)
        _ = try? await end()
    }
}

/// The messages of a connection, oldest first.
///
/// Reading may stop and go on later, and several tasks may read: each message goes to one of them.
/// The sequence ends with the connection; the connection then knows why.
public struct WebSocketMessages: AsyncSequence, Sendable {
    let inbox: Inbox

    /// Takes one message after the other.
    public struct Iterator: AsyncIteratorProtocol {
        let inbox: Inbox

        /// The next message; nil at the end, and when the task is cancelled.
        public mutating func next() async -> WebSocketMessage? { await inbox.next() }

        /// The next message; nil at the end, and when the task is cancelled.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async -> WebSocketMessage? {
            await inbox.next()
        }
    }

    /// A reader that goes on where the last one stopped.
    public func makeAsyncIterator() -> Iterator { Iterator(inbox: inbox) }
}
