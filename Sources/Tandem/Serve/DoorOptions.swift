import ArgumentParser
import Web

/// Whom the desk lets in, where more than this machine shall reach it.
///
/// The access token is no option: the arguments of a process can be read by all its machine's
/// users.
struct DoorOptions: ParsableArguments {
    @Option(
        name: .long,
        help: """
            A PEM file with the certificate to serve TLS with; with --tls-key. Any --host but this \
            machine also needs an access token: TANDEM_ACCESS_TOKEN in the environment or in \
            tandem.conf.
            """)
    var tlsCertificate: String?

    @Option(name: .long, help: "A PEM file with the certificate's private key.")
    var tlsKey: String?

    @Flag(
        name: .long,
        help: "A proxy in front ends TLS and passes Host on; needs an access token as well.")
    var behindProxy = false

    @Option(
        name: .long, help: "Names by which browsers reach the desk, such as desk.example.com,desk.")
    var names: String?

    /// What the command line says of a setting of the doors; nil for one of another kind, too.
    func flag(_ setting: OutsideSetting) -> String? {
        switch setting {
        case .tlsCertificate: tlsCertificate
        case .tlsKey: tlsKey
        case .behindProxy: behindProxy ? "yes" : nil
        case .names: names
        default: nil
        }
    }
}
