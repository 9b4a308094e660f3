import Testing

@testable import Tandem

@Suite struct AssetFolderTests {
    @Test func `the files for browsers are looked for above the program, nearest first`() {
        let program = "/desk/.build/debug/tandem"
        #expect(
            AssetFolder.found(above: program) { $0 == "/desk/Public/vendor" }
                == "/desk/Public/vendor")
        #expect(
            AssetFolder.found(above: program) { $0.hasSuffix("share/tandem") }
                == "/desk/.build/debug/share/tandem")
        #expect(AssetFolder.found(above: program) { _ in false } == nil)
    }
}
