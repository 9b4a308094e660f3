import Hummingbird
import Mustache

/// The templates of the pages, read once when the server starts.
struct PageTemplates: Sendable {
    private let library: MustacheLibrary

    /// - Throws: the first template that is none.
    init() throws {
        var templates: [String: MustacheTemplate] = [:]
        for (name, bytes) in Self.sources {
            templates[name] = try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self))
        }
        library = MustacheLibrary(templates: templates)
    }

    private static let sources: [String: [UInt8]] = [
        "head": PackageResources.head_mustache,
        "layout": PackageResources.layout_mustache,
        "header": PackageResources.header_mustache,
        "signed": PackageResources.signed_mustache,
        "icon": PackageResources.icon_mustache,
        "trades": PackageResources.trades_mustache,
        "strip": PackageResources.strip_mustache,
        "ticket": PackageResources.ticket_mustache,
        "outlook": PackageResources.outlook_mustache,
        "market": PackageResources.market_mustache,
        "positions": PackageResources.positions_mustache,
        "orders": PackageResources.orders_mustache,
        "days": PackageResources.days_mustache,
        "controls": PackageResources.controls_mustache,
        "brakes": PackageResources.brakes_mustache,
        "detail": PackageResources.detail_mustache,
        "chart": PackageResources.chart_mustache,
        "chartbox": PackageResources.chartbox_mustache,
        "analysis": PackageResources.analysis_mustache,
        "backtest-runs": PackageResources.backtest_runs_mustache,
        "backtest-open": PackageResources.backtest_open_mustache,
        "backtest-tabs": PackageResources.backtest_tabs_mustache,
        "run-fields": PackageResources.run_fields_mustache,
        "progress": PackageResources.progress_mustache,
        "sweep-form": PackageResources.sweep_form_mustache,
        "sweep": PackageResources.sweep_mustache,
        "compare": PackageResources.compare_mustache,
        "curve": PackageResources.curve_mustache,
        "backtests": PackageResources.backtests_mustache,
        "backtest": PackageResources.backtest_mustache,
        "backtest-form": PackageResources.backtest_form_mustache,
        "settings": PackageResources.settings_mustache,
        "login": PackageResources.login_mustache,
        "message": PackageResources.message_mustache,
        "licences": PackageResources.licences_mustache,
        "sheet-sell": PackageResources.sheet_sell_mustache,
        "needs": PackageResources.needs_mustache,
        "sheet-review": PackageResources.sheet_review_mustache,
        "sheet-protect": PackageResources.sheet_protect_mustache,
        "sheet-replace": PackageResources.sheet_replace_mustache,
        "sheet-mode": PackageResources.sheet_mode_mustache,
        "sheet-brake": PackageResources.sheet_brake_mustache,
        "sheet-reset": PackageResources.sheet_reset_mustache,
        "live-check": PackageResources.live_check_mustache,
    ]

    /// A page as a response; it sets the browser's cookie where that is new.
    ///
    /// The head leaves before the rest is made, so that the browser fetches styles meanwhile. What
    /// can fail was done when the page's struct was made.
    func response(
        of name: String, _ page: some Sendable, session: FormSession,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
        ]
        if session.isNew { headers[.setCookie] = session.setCookie }
        guard let framed = page as? any FramedPage else {
            return Response(
                status: status, headers: headers,
                body: ResponseBody(byteBuffer: html(of: name, page)))
        }
        return Response(status: status, headers: headers, body: parts(of: name, framed))
    }

    private func parts(of name: String, _ page: any FramedPage) -> ResponseBody {
        ResponseBody { writer in
            try await writer.write(html(of: "head", PageHead(frame: page.frame)))
            try await writer.write(html(of: name, page))
            try await writer.finish(nil)
        }
    }

    private func html(of name: String, _ page: Any) -> ByteBuffer {
        ByteBuffer(string: library.render(ViewTree.of(page) ?? page, withTemplate: name) ?? "")
    }
}

/// What the head of a page shows.
private struct PageHead {
    let frame: PageFrame
}
