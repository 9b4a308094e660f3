#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads whole files by the system's own calls, to say in its words why one cannot be read.
enum FileBytes {
    /// About 40 million lines; more is refused rather than held in memory.
    static let bytesMax = 2_147_483_648
    private static let chunk = 1_048_576

    /// All bytes of a file, a pipe included.
    static func read(_ path: String) throws(BarFileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(path) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw .isDirectory(path: path) }
        guard status.st_size <= bytesMax else { throw tooLarge(path) }
        return try readAll(descriptor, path: path, expected: Int(status.st_size))
    }

    /// Reads until the end, which for a pipe the size does not tell.
    private static func readAll(
        _ descriptor: CInt, path: String, expected: Int
    ) throws(BarFileError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(expected + chunk)
        var buffer = [UInt8](repeating: 0, count: chunk)
        while true {
            let count = buffer.withUnsafeMutableBytes { room in
                retrying { systemRead(descriptor, room.baseAddress, room.count) }
            }
            guard count >= 0 else { throw unreadable(path) }
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: buffer[..<count])
            guard bytes.count <= bytesMax else { throw tooLarge(path) }
        }
    }

    private static func retrying(_ call: () -> Int) -> Int {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }

    private static func systemRead(
        _ descriptor: CInt, _ room: UnsafeMutableRawPointer?, _ count: Int
    ) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, room, count)
        #elseif canImport(Musl)
            Musl.read(descriptor, room, count)
        #else
            Darwin.read(descriptor, room, count)
        #endif
    }

    private static func unreadable(_ path: String) -> BarFileError {
        .unreadable(path: path, reason: String(cString: strerror(errno)))
    }

    private static func tooLarge(_ path: String) -> BarFileError {
        .tooLarge(path: path, bytesMax: bytesMax)
    }
}
