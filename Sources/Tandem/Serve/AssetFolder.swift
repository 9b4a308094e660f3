import Foundation

/// Where the files for browsers are that `script/bootstrap` fetches.
enum AssetFolder {
    /// The folder in a checkout, and beside an installed program.
    private static let places = ["Public/vendor", "share/tandem"]

    /// The folder above the program that has them; nil where there is none.
    static func found(
        above program: String? = Bundle.main.executablePath,
        isThere: (String) -> Bool = { FileManager.default.fileExists(atPath: $0) }
    ) -> String? {
        guard let program else { return nil }
        var folder = URL(fileURLWithPath: program).resolvingSymlinksInPath()
            .deletingLastPathComponent()
        while folder.path != "/" {
            for place in places {
                let path = folder.appendingPathComponent(place).path
                if isThere(path) { return path }
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }
}
