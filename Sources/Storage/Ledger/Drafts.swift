/// Values that a batch changes on trial: its changes are kept together or dropped together.
///
/// A copy of all values before each batch would do too, but would copy all that a commit holds.
struct Drafts<Key: Hashable, Value> {
    private var kept: [Key: Value] = [:]
    private var tried: [Key: Value] = [:]

    /// The value of a key, changed on trial where it is set.
    subscript(key: Key) -> Value? {
        get { tried[key] ?? kept[key] }
        set { tried[key] = newValue }
    }

    /// Puts in what is stored, which no batch has changed and none can drop.
    mutating func load(_ value: Value, for key: Key) { kept[key] = value }

    /// Changes all values that are on trial.
    mutating func changeTried(_ change: (inout Value) throws -> Void) rethrows {
        for key in tried.keys {
            guard var value = tried[key] else { continue }
            try change(&value)
            tried[key] = value
        }
    }

    /// Keeps what is on trial.
    mutating func keep() {
        if kept.isEmpty {
            swap(&kept, &tried)
        } else if !tried.isEmpty {
            kept.merge(tried) { $1 }
            tried.removeAll(keepingCapacity: true)
        }
    }

    /// Drops what is on trial.
    mutating func drop() { tried.removeAll(keepingCapacity: true) }

    /// All values that were kept, by key.
    var all: [Key: Value] { kept }
}
