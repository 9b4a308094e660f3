import Desk
import Domain
import ExactJSON
import Foundation

/// The orders file of `tandem paper`: a JSON list of what is to be done, and when.
struct OrdersFile {
    /// More than a million orders take.
    static let bytesMax = 16_777_216

    let actions: [ScriptedAction]

    init(path: String) throws(CommandFault) {
        do {
            try self.init(bytes: try Self.bytes(of: path))
        } catch {
            throw CommandFault("\(path): \(error)")
        }
    }

    /// Reads a file's content; the fault does not name the file.
    init(bytes: [UInt8]) throws {
        guard case .array(let entries) = try JSONReader.read(bytes) else {
            throw CommandFault("the file must be a list of orders: [{…}, {…}]")
        }
        var contents: [String: Int] = [:]
        actions = try entries.enumerated().map { index, entry in
            guard case .object(let object) = entry else {
                throw CommandFault("entry \(index + 1) is \(entry.kind); it must be an object")
            }
            do {
                return try OrdersFileEntry(object, seen: &contents).action()
            } catch {
                throw CommandFault("line \(object.line), entry \(index + 1): \(error)")
            }
        }
        var seen: Set<ClientOrderID> = []
        for case .place(let request) in actions.map(\.kind) {
            guard seen.insert(request.id).inserted else {
                throw CommandFault("two orders have the client_order_id \(request.id)")
            }
        }
    }

    /// The content, of a file that is not too large to be one of orders.
    private static func bytes(of path: String) throws(CommandFault) -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path),
            let data = try? file.read(upToCount: bytesMax + 1) ?? Data()
        else { throw CommandFault("there is no file of this name that can be read") }
        guard data.count <= bytesMax else {
            throw CommandFault("has more than \(bytesMax >> 20) MB; split it")
        }
        return Array(data)
    }
}
