import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// Who looks at a page, and at which: what is the same for all parts of an answer.
struct PageVisit: Sendable {
    /// The browser, whose forms carry its token.
    let session: FormSession
    /// What it is to be told, once.
    let notices: [PageNotice]
    let look: Look
    /// Where a form of the page sends the browser back to.
    let returnTo: String
    let assets: AssetAddresses
    /// Names for orders, so that one pressed twice is sent once.
    let newOrderID: @Sendable () -> String
}

extension Request {
    /// Whether a script asks for the page only to renew parts of one that stands, so that notices
    /// must stay for the next real page.
    var isForFragment: Bool { headers[.fragment] != nil }

    /// The look that this browser has chosen.
    var look: Look { Look(cookieValue: cookies[Look.cookie]?.value) }

    /// The page of ours that the browser comes from; nil from elsewhere.
    var earlierPage: String? {
        guard let referer = headers[.referer], let host = head.authority,
            let start = referer.range(of: "//\(host)/")
        else { return nil }
        let address = "/" + referer[start.upperBound...]
        return FormBody.isOwnAddress(address) ? address : nil
    }
}

extension HTTPField.Name {
    /// Sent by our scripts, with any value.
    static let fragment: HTTPField.Name = {
        guard let name = HTTPField.Name("X-Fragment") else {
            preconditionFailure("It is made of letters and dashes.")
        }
        return name
    }()
}
