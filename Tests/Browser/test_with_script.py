"""What scripts add: nothing reloads, nothing is sent twice, and nothing shows what is not so."""
import time
import re

import pytest
from channel import Channel
from playwright.sync_api import expect


def open_trades(page, desk, query=""):
    page.goto(f"{desk.url}/trades?mode=paper{query}")
    expect(page.locator("#link")).to_be_visible()


def fill(page, symbol="AAA", qty="10"):
    page.fill("#ticket-form [name=symbol]", symbol)
    page.fill("#ticket-form [name=qty]", qty)


@pytest.fixture
def channel(page):
    return Channel(page)


def test_scripts_wait_for_the_first_paint(desk, page, channel):
    open_trades(page, desk)
    painted, fetched = page.evaluate("""() => [
        performance.getEntriesByName("first-contentful-paint")[0].startTime,
        performance.getEntriesByType("resource").find(e => e.name.endsWith("/desk.js")).startTime]""")
    assert painted <= fetched


def test_an_order_is_placed_without_leaving_the_page(desk, page, channel):
    open_trades(page, desk)
    page.evaluate("() => { window.isSamePage = true }")
    fill(page)
    page.click("#ticket-form [data-place]")
    expect(page.locator(".toast")).to_contain_text("The paper order to buy 10 AAA")
    expect(page.locator(".orders tbody tr")).to_have_count(1)
    page.click("text=Step one bar")
    expect(page.locator(".positions tbody tr")).to_contain_text("AAA")
    assert page.evaluate("() => window.isSamePage")


def test_a_position_is_sold_in_part_in_a_dialog(desk, page, channel):
    desk.order("buy", 100)
    desk.step()
    open_trades(page, desk)
    page.click(".positions [data-sell]")
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("h1")).to_contain_text("Sell AAA")
    expect(dialog.locator("[data-close]")).to_be_focused()
    dialog.locator("text=25 %").click()
    expect(dialog.locator("[name=qty]")).to_have_value("25")
    expect(dialog.locator("[data-estimate]")).to_have_text("$2,637.50")
    dialog.locator("[data-place]").click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".toast").last).to_contain_text("sell 25 AAA")
    page.click("text=Step one bar")
    expect(page.locator(".positions [data-cell=shares]")).to_have_text("75")


def test_a_double_click_and_enter_send_one_order(desk, page, channel):
    open_trades(page, desk)
    fill(page)
    page.dblclick("#ticket-form [data-place]")
    expect(page.locator(".toast")).to_have_count(1)
    expect(page.locator(".orders tbody tr")).to_have_count(1)
    page.locator("#ticket-form [name=qty]").fill("10")
    for _ in range(3):
        page.keyboard.press("Enter", delay=0)
    expect(page.locator(".orders tbody tr")).to_have_count(2)
    page.wait_for_timeout(500)
    assert len(desk.ask("/api/paper/orders")) == 2


def test_two_orders_in_a_row_are_two_orders(desk, page, channel):
    open_trades(page, desk)
    for count in (1, 2):
        fill(page, qty="10")
        page.click("#ticket-form [data-place]")
        expect(page.locator(".orders tbody tr")).to_have_count(count)
    fill(page, qty="10")
    page.click("#ticket-form >> text=Review")
    expect(page.locator("dialog[open] h1")).to_contain_text("Buy 10 AAA")
    page.click("dialog [data-place]")
    expect(page.locator(".orders tbody tr")).to_have_count(3)
    expect(page.locator("#ticket-form [name=qty]")).to_have_value("")


def test_an_order_without_an_answer_keeps_its_name(desk, page, channel):
    open_trades(page, desk)
    fill(page)
    page.route("**/forms/paper/orders", lambda route: (route.fetch(max_redirects=0), route.abort()))
    page.click("#ticket-form [data-place]")
    expect(page.locator(".alarms .toast")).to_contain_text("never doubled")
    page.unroute("**/forms/paper/orders")
    page.click("#ticket-form [data-place]")
    expect(page.locator("#toasts .toast")).to_contain_text("It was sent before, and is not doubled")
    assert len(desk.ask("/api/paper/orders")) == 1


def test_escape_never_sends(desk, page, channel):
    desk.order("buy", 10)
    desk.step()
    open_trades(page, desk)
    fill(page)
    page.keyboard.press("Escape")
    expect(page.locator("#ticket-form [name=qty]")).to_have_value("")
    page.click(".positions [data-sell]")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".positions [data-sell]")).to_be_focused()
    assert desk.ask("/api/paper/positions")[0]["qty"] == 10


def test_a_row_of_the_market_fills_the_ticket(desk, page, channel):
    open_trades(page, desk)
    page.click(".market >> text=BBB")
    expect(page.locator("#ticket-form [name=symbol]")).to_have_value("BBB")
    expect(page.locator("#ticket-form [name=qty]")).to_be_focused()
    page.keyboard.type("10")
    expect(page.locator("[data-outlook] [data-estimate]")).to_have_text("$495.00")
    expect(page.locator("[data-outlook]")).to_contain_text("Largest size")
    page.keyboard.type("00000")
    expect(page.locator("[data-outlook] .refusal")).to_contain_text("buying power")


def test_fields_are_shown_for_the_kinds_of_order_that_have_them(desk, page, channel):
    open_trades(page, desk)
    limit = page.locator("#ticket-form [name=limit_price]")
    expect(limit).to_be_hidden()
    page.select_option("#ticket-form [name=order_type]", "stop_limit")
    expect(limit).to_be_visible()
    expect(page.locator("#ticket-form [name=stop_price]")).to_be_visible()
    expect(page.locator("#ticket-form [name=trail_pct]")).to_be_hidden()


def test_quotes_and_marks_change_cells_as_the_server_wrote_them(desk, page, channel):
    desk.order("buy", 10)
    desk.step()
    open_trades(page, desk)
    channel.quote("AAA", "123.45")
    expect(page.locator("[data-live='quote:AAA'] [data-cell=last]").first).to_have_text("123.45")
    channel.send("position", {"symbol": "AAA", "text": {
        "current": "123.45", "profit": "−$12.30", "profit_sign": "down"}}, seq=False)
    profit = page.locator(".positions [data-cell=profit]")
    expect(profit).to_have_text("−$12.30")
    expect(profit).to_have_class(re.compile(r"\bdown\b"))
    channel.send("account", {"text": {"equity": "$1.00"}}, seq=False)
    expect(page.locator("[data-cell=equity]")).to_have_text("$1.00")


def test_a_price_ages_while_nobody_looks(desk, page, channel):
    page.clock.install()
    open_trades(page, desk)
    channel.quote("AAA", "123.45")
    age = page.locator(".market [data-live='quote:AAA'] [data-cell=age]")
    page.clock.run_for(3_000)
    expect(age).to_have_text(re.compile(r"^[2-6] s$"))
    page.evaluate("() => Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    channel.quote("BBB", "77.77")
    for _ in range(30):
        page.clock.run_for(1_000)
    page.evaluate("""() => {
        Object.defineProperty(document, 'hidden', { value: false, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
    }""")
    page.clock.run_for(1_500)
    expect(age).to_have_text(re.compile(r"^3\d s$"))
    row = page.locator(".market [data-live='quote:BBB']")
    expect(row.locator("[data-cell=last]")).to_have_text("77.77")
    expect(row.locator("[data-cell=age]")).to_have_text(re.compile(r"^3\d s$"))


def test_what_is_of_the_other_mode_is_never_shown(desk, page, channel):
    open_trades(page, desk)
    before = page.locator("[data-live='quote:AAA'] [data-cell=last]").first.inner_text()
    channel.send("quote", {"symbol": "AAA", "text": {"last": "9.99"}}, seq=False, mode="live")
    channel.send("account", {"text": {"equity": "$9.99"}}, seq=False, mode="live")
    channel.quote("BBB", "77.77")
    expect(page.locator("[data-live='quote:BBB'] [data-cell=last]").first).to_have_text("77.77")
    assert page.locator("[data-live='quote:AAA'] [data-cell=last]").first.inner_text() == before
    expect(page.locator("[data-cell=equity]")).not_to_have_text("$9.99")


def test_a_gap_asks_for_a_snapshot_at_most_once_a_second_and_renews_the_page(desk, page, channel):
    open_trades(page, desk)
    channel.send("notice", {"level": "info", "text": "One."})
    desk.order("buy", 10)
    start = time.monotonic()
    for _ in range(5):
        channel.seq += 3
        channel.send("trade", {})
    expect(page.locator(".orders tbody tr")).to_have_count(1)
    page.wait_for_timeout(300)
    assert 1 <= channel.snapshots <= 1 + int(time.monotonic() - start)


def test_a_restarted_server_is_a_gap_too(desk, page, channel):
    open_trades(page, desk)
    channel.send("notice", {"level": "info", "text": "One."})
    expect(page.locator(".toast")).to_have_text(re.compile("One."))
    channel.stream, channel.seq = "b2", 0
    channel.send("notice", {"level": "info", "text": "Two."})
    expect(page.locator(".toast").last).to_contain_text("Two.")
    page.wait_for_timeout(300)
    assert channel.snapshots == 1


def test_a_broken_line_is_told_blocks_entries_and_comes_back(desk, page, channel):
    open_trades(page, desk)
    expect(page.locator("#link")).to_have_text("Connected")
    channel.close(4408, "overflow")
    expect(page.locator("#link")).to_have_text("Reconnecting…")
    expect(page.locator("#ticket-form [data-place]")).to_be_disabled()
    expect(page.locator(".stale-hint")).to_be_visible()
    expect(page.locator("text=Halt entries")).to_be_enabled()
    expect(page.locator("#link")).to_have_text("Connected")
    expect(page.locator("#ticket-form [data-place]")).to_be_enabled()
    page.wait_for_timeout(1200)
    assert channel.snapshots >= 1


def test_prices_that_stopped_are_told_as_stale(desk_of, page):
    desk = desk_of()
    desk.step(5)
    desk.ask("/api/paper/feed", {"speed": "0.001"})
    page.clock.install()
    channel = Channel(page)
    open_trades(page, desk)
    channel.quote("AAA", "105.00")
    page.clock.run_for(15000)
    expect(page.locator("#link")).to_have_text(re.compile(r"^Stale since \d\d:\d\d:\d\d$"))
    expect(page.locator("body")).to_have_class(re.compile("link-down"))
    channel.quote("AAA", "106.00")
    page.clock.run_for(1500)
    expect(page.locator("#link")).to_have_text("Connected")


def test_the_page_hides_what_it_shows_when_an_open_dialog_meets_another_mode(desk, page, channel):
    desk.order("buy", 10)
    desk.step()
    open_trades(page, desk)
    page.click(".positions [data-sell]")
    expect(page.locator("dialog[open]")).to_be_visible()
    channel.send("mode", {"active_mode": "live"})
    cover = page.locator("#cover")
    expect(cover).to_contain_text("The desk is in LIVE now")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("main")).to_be_hidden()
    expect(cover.locator("a")).to_be_focused()


def test_tabs_tell_each_other_the_mode_without_a_socket(desk, context, page, channel):
    open_trades(page, desk)
    other = context.new_page()
    Channel(other)
    open_trades(other, desk)
    fill(other)
    page.evaluate("() => localStorage.setItem('tandem.mode', 'live')")
    expect(other.locator("#cover")).to_contain_text("what you had begun was not sent")


def test_days_columns_and_filter_swap_in_place(desk, page, channel):
    for symbol in ("AAA", "BBB"):
        desk.order("buy", 10, symbol)
    desk.step()
    open_trades(page, desk)
    page.evaluate("() => { window.isSamePage = true }")
    page.click(".positions thead >> text=Entry")
    expect(page.locator(".positions thead th[aria-sort=descending]")).to_have_text("Entry")
    page.fill(".filter [name=symbol]", "bbb")
    page.keyboard.press("Enter")
    expect(page.locator(".found")).to_have_text("1 trades found")
    assert "symbol=bbb" in page.url
    page.click("text=Clear")
    expect(page.locator(".day h3")).to_contain_text("Trades: 2")
    page.click(".day h3 a")
    expect(page.locator(".trades")).to_have_count(0)


def test_keys_move_and_begin_but_never_send(desk, page, channel):
    desk.order("buy", 10)
    desk.step()
    open_trades(page, desk)
    page.keyboard.press("j")
    expect(page.locator(".positions tbody a").first).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator("dialog[open] h1")).to_contain_text("Sell AAA")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("dialog[open] h1")).to_have_text("Keys")
    page.uncheck("dialog[open] [type=checkbox]")
    page.keyboard.press("Escape")
    page.locator("main").focus()
    page.keyboard.press("b")
    expect(page.locator("main")).to_be_focused()
    assert len(desk.ask("/api/paper/orders")) == 2


def test_a_line_that_is_silent_is_asked_and_opened_anew_where_it_is_dead(desk, page, channel):
    page.clock.install()
    open_trades(page, desk)
    for _ in range(60):
        page.clock.run_for(1_000)
    assert channel.snapshots >= 2 and len(channel.routes) == 1
    channel.is_dead = True
    for _ in range(40):
        page.clock.run_for(1_000)
    assert len(channel.routes) == 2
    channel.is_dead = False
    page.clock.run_for(6_000)
    expect(page.locator("#link")).to_have_text("Connected")


def test_a_page_that_was_gone_back_to_sends_its_forms_again(desk, page, channel):
    open_trades(page, desk)
    page.click("#mode-toggle")
    expect(page.locator("dialog[open] form[data-leaves]")).to_be_visible()
    submit = """() => {
        const form = document.querySelector('dialog form[data-leaves]');
        form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true })) && sent.push(1);
    }"""
    page.evaluate("() => { window.sent = [] }")
    page.evaluate(submit)
    page.evaluate(submit)
    assert page.evaluate("() => sent.length") == 1
    page.evaluate("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    page.evaluate(submit)
    assert page.evaluate("() => sent.length") == 2


def test_an_order_that_is_typed_while_another_is_sent_stays(desk, page, channel):
    open_trades(page, desk)
    held = []
    page.route("**/forms/paper/orders",
               lambda route: route.continue_() if held else held.append(route))
    fill(page)
    page.click("#ticket-form [data-place]")
    page.fill("#ticket-form [name=qty]", "25")
    held[0].continue_()
    expect(page.locator(".toast")).to_contain_text("buy 10 AAA")
    expect(page.locator("#ticket-form [name=qty]")).to_have_value("25")
    page.click("#ticket-form [data-place]")
    expect(page.locator(".toast").last).to_contain_text("buy 25 AAA")
    expect(page.locator("#ticket-form [name=qty]")).to_have_value("")


def test_a_late_estimate_does_not_replace_a_newer_one(desk, page, channel):
    open_trades(page, desk)
    held = []
    page.route(re.compile("/trades/outlook.*qty=1(&|$)"), lambda route: held.append(route))
    fill(page, qty="1")
    page.wait_for_timeout(400)
    page.fill("#ticket-form [name=qty]", "10")
    estimate = page.locator("#ticket-form [data-estimate]")
    expect(estimate).to_contain_text("$1,045.00")
    held[0].continue_()
    page.wait_for_timeout(300)
    assert "$1,045.00" in estimate.inner_text()


def test_an_answer_that_never_comes_is_not_waited_for_for_ever(desk, page, channel):
    page.clock.install()
    open_trades(page, desk)
    page.route("**/forms/paper/orders", lambda route: None)
    fill(page)
    page.click("#ticket-form [data-place]")
    for _ in range(59):
        page.clock.run_for(1_000)
    expect(page.locator("#ticket-form [data-place]")).to_be_disabled()
    page.clock.run_for(2_000)
    expect(page.locator(".toast")).to_contain_text("No answer came. Send it again")
    page.unroute("**/forms/paper/orders")
    page.click("#ticket-form [data-place]")
    expect(page.get_by_text("The paper order to buy 10 AAA")).to_be_visible()


def test_what_was_typed_before_a_restart_is_sent_after_it(desk, page):
    desk.order("buy", 10)
    desk.step()
    open_trades(page, desk)
    fill(page, qty="7")
    page.click(".positions [data-sell]")
    expect(page.locator("dialog[open] h1")).to_contain_text("Sell AAA")
    token = page.input_value("dialog [name=form_token]")
    desk.stop()
    expect(page.locator("#link")).to_have_text("Reconnecting…")
    desk.start_again()
    expect(page.locator("#link")).to_have_text("Connected", timeout=20000)
    expect(page.locator("dialog [name=form_token]")).not_to_have_value(token)
    page.click("dialog [data-place]")
    expect(page.locator(".toast").last).to_contain_text("sell 10 AAA")
    page.click("#ticket-form [data-place]")
    expect(page.locator(".toast").last).to_contain_text("buy 7 AAA")


def test_the_sheet_that_was_asked_for_last_is_the_one_that_is_shown(desk, page, channel):
    desk.order("buy", 10)
    desk.order("buy", 10, "BBB")
    desk.step()
    open_trades(page, desk)
    held = []
    page.route("**/trades/sell?*symbol=AAA*", lambda route: held.append(route))
    page.click(".positions [data-live='position:AAA'] [data-sell]")
    page.click(".positions [data-live='position:BBB'] [data-sell]")
    expect(page.locator("dialog[open] h1")).to_contain_text("Sell BBB")
    held[0].continue_()
    page.wait_for_timeout(300)
    assert "Sell BBB" in page.locator("dialog[open] h1").inner_text()


def test_a_dialog_that_follows_another_at_once_keeps_what_it_shows(desk, page, channel):
    open_trades(page, desk)
    page.keyboard.press("?")
    page.evaluate("""() => {
        document.getElementById('dialog').close();
        document.dispatchEvent(new KeyboardEvent('keydown', {key: '?', bubbles: true}));
    }""")
    page.wait_for_timeout(200)
    expect(page.locator("dialog[open] h1")).to_have_text("Keys")


def test_a_dialog_that_closed_does_not_take_the_focus_from_where_it_went_since(desk, page, channel):
    open_trades(page, desk)
    page.locator("main a").first.focus()
    page.keyboard.press("?")
    page.evaluate("""() => new Promise((done) => {
        const dialog = document.getElementById('dialog');
        dialog.addEventListener('close', () => setTimeout(done), { once: true });
        dialog.close();
        document.getElementById('filter-symbol').focus();
    })""")
    expect(page.locator("#filter-symbol")).to_be_focused()


def test_an_answer_does_not_take_the_focus_from_where_it_went_since(desk, page, channel):
    open_trades(page, desk)
    held = []
    page.route("**/forms/paper/orders", lambda route: held.append(route))
    fill(page)
    page.click("#ticket-form [data-place]")
    page.locator("#filter-symbol").focus()
    page.wait_for_timeout(100)
    held[0].continue_()
    expect(page.locator(".toast")).to_contain_text("The paper order to buy 10 AAA")
    expect(page.locator("#ticket-form [data-place]")).to_be_enabled()
    expect(page.locator("#filter-symbol")).to_be_focused()


def test_everything_is_reached_by_the_keyboard_and_shows_its_focus(desk, page, channel):
    desk.order("buy", 10)
    desk.step()
    open_trades(page, desk)
    reached, faults = set(), []
    for _ in range(120):
        page.keyboard.press("Tab")
        found = page.evaluate("""() => {
            const at = document.activeElement;
            if (!at || at === document.body) return null;
            const drawn = at.matches('.sides input') ? at.nextElementSibling : at;
            const style = getComputedStyle(drawn);
            return { name: at.getAttribute('aria-label') || at.name || at.textContent.trim(),
                     isShown: style.outlineStyle !== 'none' && style.outlineWidth !== '0px' };
        }""")
        if found is None:
            break
        reached.add(found["name"])
        if not found["isShown"]:
            faults.append(found["name"])
    assert faults == []
    for name in ("Sell AAA", "symbol", "qty", "Place paper order", "Halt entries", "Flatten…"):
        assert name in reached, (name, reached)


def test_the_chart_draws_candles_and_the_fills_of_a_trade(desk, page, channel):
    desk.order("buy", 10)
    desk.step()
    desk.order("sell", 10)
    desk.step(3)
    page.goto(desk.url + "/trades/chart?mode=paper&symbol=AAA")
    expect(page.locator("[data-chart-area] canvas").first).to_be_visible()
    expect(page.locator("[data-legend]")).to_contain_text("O 108")
    page.goto(desk.url + "/trades/1?mode=paper")
    expect(page.locator("[data-chart-area] canvas").first).to_be_visible()
    expect(page.locator("[data-marker]")).to_have_count(2)
    assert page.locator("figcaption").get_by_text("TradingView").count() == 1


def test_end_of_the_replay_is_told_and_refuses_orders(desk_of, page, channel):
    from conftest import daily_bars
    desk = desk_of({"AAA": daily_bars(6)})
    desk.step(50)
    open_trades(page, desk)
    expect(page.locator("[data-region=controls]")).to_contain_text("The replay is over")
    expect(page.locator(".chip.feed")).to_contain_text("at its end")
    fill(page)
    page.click("#ticket-form [data-place]")
    expect(page.locator(".alarms .toast")).to_contain_text("the replay is over")
