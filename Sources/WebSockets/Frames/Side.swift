/// Which end of a connection this is: a client masks what it sends, and a server closes first.
enum Side: Sendable {
    case server, client
}
