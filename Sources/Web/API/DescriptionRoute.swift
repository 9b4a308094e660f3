import Hummingbird

/// The API's description, as it was when the program was built: `docs/openapi.yaml`.
struct DescriptionRoute {
    func add(to router: Router<DeskContext>) {
        router.get("openapi.yaml") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "application/yaml", .cacheControl: "no-cache"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: PackageResources.openapi_yaml)))
        }
    }
}
