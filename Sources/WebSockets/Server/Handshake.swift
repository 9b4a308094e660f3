import NIOHTTP1

extension HTTPRequestHead {
    /// Whether this asks for a WebSocket as RFC 6455 wants it. A body would be taken for frames.
    var isWebSocketHandshake: Bool {
        method == .GET && version == .http1_1
            && names("websocket", in: "upgrade") && names("upgrade", in: "connection")
            && headers["sec-websocket-version"] == ["13"] && hasKey && !hasBody
    }

    /// Whether NIO's decoder stops behind this request, so that no other can follow it.
    var endsDecoding: Bool {
        method == .CONNECT || headers.contains(name: "upgrade")
    }

    private func names(_ word: String, in field: String) -> Bool {
        headers[canonicalForm: field].contains { $0.lowercased() == word }
    }

    /// Sixteen bytes in base64.
    private var hasKey: Bool {
        let keys = headers["sec-websocket-key"]
        guard keys.count == 1, let key = keys.first else { return false }
        return key.utf8.count == 24 && key.hasSuffix("==")
    }

    private var hasBody: Bool {
        headers.contains(name: "transfer-encoding")
            || headers["content-length"].contains { $0 != "0" }
    }
}
