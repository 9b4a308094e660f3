import Testing

@Suite struct LexerTests {
    private func words(_ text: String) -> [String] {
        Token.tokens(of: Lexer(text).code).map(\.text).filter { $0 != "\"" }
    }

    @Test(arguments: [
        "// try!", "/* try! */", "/* a /* nested */ try! */", "\"try!\"", "#\"try! \" try!\"#",
        "\"\"\"\n try! \" \n\"\"\"", "\"a \\\" try!\"", "`try`",
    ])
    func `comments, strings and quoted names are no code`(_ text: String) {
        #expect(!words(text).contains("try"))
    }

    @Test func `what is interpolated is code`() {
        #expect(
            words(#"a("b \(try! c("d)")) e") f"#) == [
                "a", "(", "try", "!", "c", "(", ")", ")", "f",
            ])
        #expect(words(##"#"\(no) \#(yes)"#"##) == ["yes"])
        #expect(words("\"\"\"\n \\(yes) no\n\"\"\" + end") == ["yes", "+", "end"])
    }

    @Test func `code goes on after text`() {
        #expect(words("\"a\" + b // c\nd") == ["+", "b", "d"])
        #expect(words("Date(\"2026\")") == ["Date", "(", ")"])
        #expect(Token.tokens(of: Lexer("Date(\"2026\")").code).map(\.text).contains("\""))
        #expect(words("#\"\"\"\"#, b") == [",", "b"])
        #expect(words("\"never closed\nnext") == ["next"])
    }

    @Test func `lines are kept`() {
        let tokens = Token.tokens(of: Lexer("/* 1\n2 */ \"\"\"\n3\n4\"\"\"\nfive").code)
        #expect(tokens.last == Token(text: "five", line: 5))
    }

    @Test func `literals keep their text and what they interpolate`() {
        let literal = Lexer("let a =\n\"FROM \\(b(\"c\")) d\"").literals.last
        #expect(literal?.line == 2)
        #expect(
            literal?.pieces == [
                .init(text: "FROM ", expression: "b(\"c\")"), .init(text: " d", expression: nil),
            ])
    }
}
