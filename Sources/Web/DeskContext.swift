import Hummingbird

/// What belongs to one request.
struct DeskContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
    }

    /// A body of the API is a few hundred bytes; what is larger than this is refused with 413.
    var maxUploadSize: Int { 65_536 }
}
