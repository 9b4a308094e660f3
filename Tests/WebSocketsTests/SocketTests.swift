import Testing

/// The tests that talk over sockets, one after the other: many of them measure time.
@Suite(.serialized, .timeLimit(.minutes(5)))
enum SocketTests {}
