import Foundation
import Storage

/// The file of an exchange's state.
struct StateFile {
    private let path = NSTemporaryDirectory() + "exchange-\(UUID().uuidString).sqlite"

    /// Opens it, as each start of an exchange does.
    func open() throws -> ExchangeStore { try ExchangeStore.open(at: path) }

    func remove() {
        for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    }
}
