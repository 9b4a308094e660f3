import Domain
import Foundation
import Storage
import Testing

@testable import Crash

/// Flushes, as the kernel sees them.
struct FlushTests {
    @Test(arguments: Variant.allCases)
    func `the log is flushed to the disk before each acknowledgment`(
        _ variant: Variant
    ) throws {
        let folder = try TemporaryFolder()
        let traced = try trace(variant, in: folder)
        // Since the last flush of the log: whether something was written to it.
        var isUnflushed = false
        var (flushes, flushesBefore, acknowledged) = (0, 0, 0)
        for call in traced {
            switch call {
            case .logWritten: isUnflushed = true
            case .logFlushed:
                isUnflushed = false
                flushes += 1
            case .acknowledged(let number):
                acknowledged += 1
                #expect(!isUnflushed, "acknowledgment \(number) came before its flush")
                // A step of a replay and a refusal may write nothing; a batch always writes.
                #expect(flushes > flushesBefore || variant != .stream, "no flush for \(number)")
                flushesBefore = flushes
            }
        }
        #expect(acknowledged >= BatchStream.count)
        #expect(flushes >= BatchStream.count)
    }

    /// A line of the trace that matters.
    private enum Call {
        case logWritten
        case logFlushed
        case acknowledged(String)

        init?(_ line: Substring) {
            // Such as "12345 fdatasync(4</tmp/…/desk.sqlite-wal>) = 0".
            let isLog = line.contains("desk.sqlite-wal>")
            if isLog, line.contains(" pwrite64(") || line.contains(" write(") {
                self = .logWritten
            } else if isLog, line.contains(" fdatasync(") || line.contains(" fsync(") {
                self = .logFlushed
            } else if let start = line.range(of: "\"acknowledged ") {
                self = .acknowledged(String(line[start.upperBound...].prefix { $0.isNumber }))
            } else {
                return nil
            }
        }
    }

    /// Runs the program under strace and returns what it did to its log and its output, in order.
    private func trace(_ variant: Variant, in folder: TemporaryFolder) throws -> [Call] {
        let log = folder.path("trace")
        let calls = "trace=fsync,fdatasync,write,pwrite64"
        let run = try Launch(
            "/usr/bin/strace",
            [
                "-f", "-y", "-e", calls, "-e", "signal=none", "-o", log,
                try Launch.path(of: "Crash"), folder.path("desk.sqlite"), variant.rawValue,
                Checkpoint.committed.rawValue, "1000000",
            ], in: folder)
        try #require(run.status == 0, "script/bootstrap installs strace: \(run.errors)")
        let text = try String(contentsOfFile: log, encoding: .utf8)
        // A call that another thread's interrupts is written in two lines: a flush counts from its
        // end, all else from its beginning.
        var flushing: Set<Substring> = []
        return text.split(separator: "\n").compactMap { line in
            let thread = line.prefix { $0.isNumber }
            if line.contains(" resumed>") {
                return flushing.remove(thread) == nil ? nil : .logFlushed
            }
            let call = Call(line)
            if case .logFlushed? = call, line.contains("<unfinished") {
                flushing.insert(thread)
                return nil
            }
            return call
        }
    }
}
