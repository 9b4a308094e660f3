/// A view's structs as dictionaries, in which a template finds a member at once.
///
/// A template asks for a row's members many times, and reflects the row each time: turned into
/// dictionaries once, a page of a hundred rows is made several times as fast.
enum ViewTree {
    /// - Returns: nil for what is absent.
    static func of(_ value: Any) -> Any? {
        if let text = value as? String { return text }
        if let flag = value as? Bool { return flag }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { of($0.value) }
        case .collection: return mirror.children.compactMap { of($0.value) }
        case .struct: return members(of: mirror)
        default: return value
        }
    }

    private static func members(of mirror: Mirror) -> [String: Any] {
        var members: [String: Any] = [:]
        for child in mirror.children {
            guard let name = child.label, let value = of(child.value) else { continue }
            members[name] = value
        }
        return members
    }
}
