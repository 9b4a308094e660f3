import Testing

@Suite struct DeclarationsTests {
    private func functions(_ text: String) -> [FunctionDeclaration] {
        SourceFile(path: "Sources/Domain/A.swift", text: text).functions
    }

    @Test func `imports are found behind their modifiers, and nowhere else`() {
        let file = SourceFile(
            path: "Sources/Desk/A.swift",
            text: """
                public import Domain
                @testable import PerformanceMetrics
                @preconcurrency import struct NIOCore.ByteBuffer
                import GRDB; import Crypto
                // import Comment
                run(.import, import: 1)
                """)
        #expect(
            file.imports.map(\.module) == [
                "Domain", "PerformanceMetrics", "NIOCore", "GRDB", "Crypto",
            ])
    }

    @Test func `a function is as long as its body`() {
        let found = functions(
            """
            func one() { 1 }
            func three<T: P>(_ a: T) throws(Fault) -> [Int]
            where T: Q {
            }
            var two: Int { get {
                1 } }
            var stored: Int
            if stored > 1 { }
            """)
        #expect(found.map(\.name) == ["one", "three", "two"])
        #expect(found.map(\.lineCount) == [1, 3, 2])
    }

    @Test func `a requirement has no body`() {
        let found = functions("protocol P {\n func a()\n func b() -> Int\n}\nextension P {\n\n}")
        #expect(found.map(\.lineCount) == [1, 1])
    }

    @Test func `parameters are counted past brackets and arrows`() {
        let found = functions(
            """
            func none() {}
            func four(a: [Int: Int], b: (Int, Int) -> D<A, B>, c: Int = f(1, 2), d: Int,) {}
            self.init(a, b)
            """)
        #expect(found.map(\.parameterCount) == [0, 4])
    }

    @Test func `an initialiser that only assigns is told apart`() {
        #expect(functions("init(a: A) {\n self.a = a\n b = a.b\n}").first?.isMemberwise == true)
        #expect(functions("init(a: A) {\n self.a = a\n go(a)\n}").first?.isMemberwise == false)
    }

    @Test func `types are found, members are not`() {
        let file = SourceFile(
            path: "Sources/Desk/A.swift", text: "actor Desk {}\nenum E { case a }\n_ = x.class.Y")
        #expect(file.types.map(\.name) == ["Desk", "E"])
    }
}
