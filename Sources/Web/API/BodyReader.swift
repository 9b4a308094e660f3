import Desk
import Domain
import ExactJSON
import Hummingbird

/// Reads a request's body as a JSON object with known fields.
enum BodyReader {
    /// The fields of the body.
    ///
    /// - Throws: 413 for a body that is too large, 400 for no JSON, 422 for what is no object or
    ///   has a field that is not known.
    static func fields(
        of request: Request, _ context: DeskContext, known: Set<String>
    ) async throws -> FieldReader {
        let object = try await object(of: request, context)
        let strange = object.fields.keys.filter { !known.contains($0) }.sorted()
        guard strange.isEmpty else {
            let names = known.sorted().joined(separator: ", ")
            throw Problem.invalid(
                strange.prefix(20).map { name in
                    TicketFault(String(name.prefix(40)), "is not known; known are \(names)")
                })
        }
        do throws(TicketFault) {
            return try FieldReader(object, known: known)
        } catch {
            throw Problem.invalid([error])
        }
    }

    /// The body as an object with any fields.
    static func object(
        of request: Request, _ context: DeskContext
    ) async throws -> JSONObject {
        let bytes = try await bytes(of: request, upTo: context.maxUploadSize)
        let value: JSONValue
        do throws(JSONFault) {
            value = bytes.isEmpty ? .object(JSONObject()) : try JSONReader.read(bytes)
        } catch {
            throw Problem(.badRequest, "malformed_json", "the body is no JSON: \(error)")
        }
        guard case .object(let object) = value else {
            throw Problem.invalid([TicketFault("body", "must be an object, not \(value.kind)")])
        }
        return object
    }

    static func bytes(of request: Request, upTo most: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await part in request.body {
            guard bytes.count + part.readableBytes <= most else {
                throw Problem(
                    .contentTooLarge, "body_too_large", "a body has at most \(most) bytes")
            }
            bytes.append(contentsOf: part.readableBytesView)
        }
        return bytes
    }
}
