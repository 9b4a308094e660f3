"""All that trades must work in a browser without scripts."""
import re

from conftest import daily_bars
from playwright.sync_api import expect


def buy(page, qty="100", symbol="AAA", **fields):
    page.fill("#ticket-form [name=symbol]", symbol)
    page.fill("#ticket-form [name=qty]", qty)
    for name, value in fields.items():
        field = page.locator(f"#ticket-form [name={name}]")
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.click("#ticket-form [data-place]")


def test_a_paper_order_is_placed_filled_and_still_there_after_a_restart(desk, plain_page):
    plain_page.goto(desk.url + "/trades?mode=paper")
    buy(plain_page, "1200", "bbb")
    expect(plain_page.locator(".notice")).to_contain_text("The paper order to buy 1200 BBB")
    expect(plain_page.locator(".orders")).to_contain_text("1,200")
    plain_page.click("text=Step one bar")
    row = plain_page.locator(".positions tbody tr")
    expect(row).to_contain_text("BBB")
    expect(row).to_contain_text("1,200")
    desk.restart()
    plain_page.goto(desk.url + "/trades?mode=paper")
    expect(plain_page.locator(".positions tbody tr")).to_contain_text("1,200")
    expect(plain_page.locator(".totals")).to_contain_text("Open 1")


def test_a_position_is_sold_in_part_after_a_page_that_asks(desk, plain_page):
    desk.order("buy", 100)
    desk.step()
    plain_page.goto(desk.url + "/trades?mode=paper")
    plain_page.click(".positions [data-sell]")
    sheet = plain_page.locator("[data-sheet]")
    expect(sheet.locator("h1")).to_contain_text("Sell AAA")
    expect(sheet.locator("h1 .badge")).to_have_text("PAPER")
    expect(sheet).to_contain_text("100 shares")
    expect(sheet.locator("[data-estimate]")).to_have_text(re.compile(r"^\$10,5\d\d\.\d\d$"))
    sheet.locator("[name=qty]").fill("40")
    sheet.locator("[data-place]").click()
    expect(plain_page.locator(".notice")).to_contain_text("sell 40 AAA")
    plain_page.click("text=Step one bar")
    expect(plain_page.locator(".positions [data-cell=shares]")).to_have_text("60")
    expect(plain_page.locator(".totals")).to_contain_text("Closed 1")


def test_more_than_is_held_is_refused_with_the_figures(desk, plain_page):
    desk.order("buy", 10)
    desk.step()
    plain_page.goto(desk.url + "/trades/sell?mode=paper&symbol=AAA")
    plain_page.fill("[name=qty]", "11")
    plain_page.click("[data-place]")
    expect(plain_page.locator(".notice.bad")).to_contain_text("10 are held")


def test_an_order_is_changed_and_cancelled(desk, plain_page):
    plain_page.goto(desk.url + "/trades?mode=paper")
    buy(plain_page, "10", order_type="limit", limit_price="90")
    expect(plain_page.locator(".orders tbody tr")).to_contain_text("90.00")
    plain_page.click(".orders >> text=Change")
    plain_page.fill("[data-sheet] [name=limit_price]", "91.5")
    plain_page.click("[data-sheet] button")
    expect(plain_page.locator(".orders tbody tr")).to_contain_text("91.50")
    plain_page.click(".orders [data-cancel]")
    expect(plain_page.locator(".notice")).to_contain_text("cancelled")
    expect(plain_page.locator("[data-region=orders]")).to_contain_text("No working orders")


def test_an_order_is_reviewed_before_it_is_placed(desk, plain_page):
    plain_page.goto(desk.url + "/trades?mode=paper")
    plain_page.fill("#ticket-form [name=symbol]", "BBB")
    plain_page.fill("#ticket-form [name=qty]", "7")
    plain_page.click("#ticket-form >> text=Review")
    expect(plain_page.locator("[data-sheet] h1")).to_contain_text("Buy 7 BBB")
    plain_page.click("[data-sheet] [data-place]")
    expect(plain_page.locator(".orders tbody tr")).to_have_count(1)


def test_stop_and_target_of_a_trade_are_changed_and_taken_away(desk, plain_page):
    desk.order("buy", 10)
    desk.step()
    plain_page.goto(desk.url + "/trades?mode=paper")
    plain_page.click(".positions >> text=Protect")
    plain_page.fill("[name=stop_loss]", "101")
    plain_page.fill("[name=take_profit]", "130")
    plain_page.click("text=Set protection")
    expect(plain_page.locator(".positions [data-cell=stop]")).to_have_text("101.00")
    expect(plain_page.locator(".positions [data-cell=target]")).to_have_text("130.00")
    plain_page.click(".positions >> text=Protect")
    plain_page.fill("[name=stop_loss]", "")
    plain_page.click("text=Set protection")
    expect(plain_page.locator(".positions [data-cell=stop]")).to_have_text("–")
    expect(plain_page.locator(".positions .tag.warn")).to_have_text("bare")


def test_the_filter_is_in_the_address_and_the_export_is_the_same_view(desk, plain_page):
    for symbol in ("AAA", "BBB"):
        desk.order("buy", 10, symbol)
    desk.step()
    plain_page.goto(desk.url + "/trades?mode=paper")
    plain_page.fill(".filter [name=symbol]", "bbb")
    plain_page.select_option(".filter [name=status]", "open")
    plain_page.click(".filter >> text=Filter")
    assert "symbol=bbb" in plain_page.url and "status=open" in plain_page.url
    expect(plain_page.locator(".trades tbody tr")).to_have_count(1)
    expect(plain_page.locator(".found")).to_have_text("1 trades found")
    href = plain_page.get_attribute(".filter-links >> text=CSV", "href")
    lines = plain_page.request.get(desk.url + href).text().splitlines()
    assert len(lines) == 2 and '"BBB"' in lines[1]


def test_columns_sort_by_links(desk, plain_page):
    for symbol in ("AAA", "BBB"):
        desk.order("buy", 10, symbol)
    desk.step()
    plain_page.goto(desk.url + "/trades?mode=paper")
    plain_page.click(".positions thead >> text=Entry")
    assert "positions=-entry" in plain_page.url
    expect(plain_page.locator(".positions thead th[aria-sort=descending]")).to_have_text("Entry")
    expect(plain_page.locator(".positions tbody th").first).to_have_text("AAA")
    plain_page.click(".positions thead >> text=Entry")
    expect(plain_page.locator(".positions tbody th").first).to_have_text("BBB")


def test_days_open_and_close_by_links(desk, plain_page):
    for _ in range(2):
        desk.order("buy", 10)
        desk.step()
        desk.order("sell", 10)
        desk.step()
    plain_page.goto(desk.url + "/trades?mode=paper")
    days = plain_page.locator(".day")
    expect(days).to_have_count(2)
    expect(plain_page.locator(".day.open")).to_have_count(1)
    days.nth(1).locator("h3 a").click()
    expect(plain_page.locator(".day.open")).to_have_count(2)
    plain_page.locator(".day").nth(0).locator("h3 a").click()
    expect(plain_page.locator(".day.open")).to_have_count(1)
    expect(plain_page.locator(".day h3").first).to_contain_text("Trades: 1")


def test_the_brakes_say_what_stays_open(desk, plain_page):
    desk.order("buy", 10)
    desk.step()
    plain_page.goto(desk.url + "/trades?mode=paper")
    plain_page.click("text=Halt entries")
    expect(plain_page.locator(".notice")).to_contain_text("Still open: 1 orders and 10 AAA")
    expect(plain_page.locator(".halted")).to_contain_text("Entries are stopped")
    buy(plain_page, "1")
    expect(plain_page.locator(".notice.bad")).to_contain_text("entries are stopped")
    plain_page.click("text=Resume entries")
    expect(plain_page.locator(".halted")).to_have_count(0)
    plain_page.click("text=Flatten…")
    expect(plain_page.locator("[data-sheet]")).to_contain_text("10 AAA")
    plain_page.check("[data-sheet] [type=checkbox]")
    plain_page.click("text=Flatten everything")
    plain_page.click("text=Step one bar")
    expect(plain_page.locator("[data-region=positions]")).to_contain_text("No open positions")


def test_the_account_is_reset_only_by_the_typed_word(desk, plain_page):
    desk.order("buy", 10)
    desk.step()
    plain_page.goto(desk.url + "/trades?mode=paper")
    plain_page.click("text=Reset the paper account…")
    plain_page.fill("[name=initial_balance]", "5000")
    plain_page.fill("[name=confirm_reset]", "no")
    plain_page.eval_on_selector("[name=confirm_reset]", "e => e.removeAttribute('pattern')")
    plain_page.click("[data-sheet] button")
    expect(plain_page.locator(".notice.bad")).to_contain_text("type the word reset")
    plain_page.click("text=Reset the paper account…")
    plain_page.fill("[name=initial_balance]", "5000")
    plain_page.fill("[name=confirm_reset]", "reset")
    plain_page.click("[data-sheet] button")
    expect(plain_page.locator(".strip .lead dd")).to_have_text("$5,000.00")
    expect(plain_page.locator("[data-region=positions]")).to_contain_text("No open positions")


def test_live_is_blocked_without_a_broker_and_says_why(desk, plain_page):
    plain_page.goto(desk.url + "/trades?mode=paper")
    plain_page.click("#mode-toggle")
    sheet = plain_page.locator("[data-sheet]")
    expect(sheet).to_contain_text("no live broker is configured")
    expect(sheet.locator("text=Go live").last).to_be_disabled()
    assert desk.ask("/api/mode")["active_mode"] == "paper"


def test_old_addresses_lead_to_the_pages_of_today(desk, plain_page):
    for address, end in {
        "/": "/trades?mode=paper", "/history": "/trades?mode=paper", "/live": "/trades?mode=paper",
        "/live/analysis": "/trades/analysis?mode=paper", "/trades": "/trades?mode=paper",
        "/trades?mode=live": "/trades?mode=paper",
    }.items():
        plain_page.goto(desk.url + address)
        assert plain_page.url == desk.url + end, address


def test_the_look_is_kept_in_the_browser(desk, plain_page):
    plain_page.goto(desk.url + "/trades?mode=paper")
    assert plain_page.get_attribute("html", "data-theme") == "dark"
    plain_page.click(".look summary")
    plain_page.select_option("[name=theme]", "light")
    plain_page.select_option("[name=palette]", "green-red")
    plain_page.click("text=Apply")
    assert plain_page.get_attribute("html", "data-theme") == "light"
    plain_page.goto(desk.url + "/trades/analysis?mode=paper")
    assert plain_page.get_attribute("html", "data-palette") == "green-red"


def test_a_trade_tells_every_fill_with_its_rule_and_its_sum(desk, plain_page):
    desk.order("buy", 10)
    desk.step()
    desk.order("sell", 10)
    desk.step()
    plain_page.goto(desk.url + "/trades?mode=paper")
    plain_page.click(".trades tbody th a")
    expect(plain_page.locator("h1")).to_contain_text("AAA closed")
    fills = plain_page.locator("table", has_text="Made from").locator("tbody tr")
    expect(fills).to_have_count(2)
    expect(fills.first).to_contain_text("A market order fills at the open of the bar.")
    expect(fills.first).to_contain_text("bar 2025-11-10 09:30: O 105.00")
    result = plain_page.locator(".sum .result")
    expect(result).to_contain_text("+$10.00")
    expect(plain_page.locator(".sum")).to_contain_text("10 × 105.00")


def test_what_is_not_there_is_told_on_a_page(desk, plain_page):
    answer = plain_page.goto(desk.url + "/trades/999?mode=paper")
    assert answer.status == 404
    expect(plain_page.locator("h1")).to_have_text("Not found")
    expect(plain_page.locator("main")).to_contain_text("There is no trade 999")


def test_backtest_results_have_a_place_in_paper(desk, plain_page):
    plain_page.goto(desk.url + "/trades?mode=paper")
    plain_page.click("text=Backtest results")
    expect(plain_page.locator("main")).to_contain_text("No backtest results yet")


def test_a_setting_is_changed_and_holds_for_the_next_order(desk, plain_page):
    plain_page.goto(f"{desk.url}/trades?mode=paper")
    plain_page.get_by_role("link", name="Settings").click()
    plain_page.get_by_label("Default stop, %").fill("0")
    plain_page.get_by_role("button", name="Save").click()
    expect(plain_page.locator(".notice.bad")).to_contain_text("none, or percent above 0")
    plain_page.get_by_label("Default stop, %").fill("3")
    plain_page.get_by_role("button", name="Save").click()
    expect(plain_page.locator(".notice.good")).to_contain_text("orders.default_stop_pct")
    expect(plain_page.locator(".facts")).to_contain_text("not set")
    plain_page.goto(f"{desk.url}/trades?mode=paper")
    expect(plain_page.locator("#ticket-form")).to_contain_text("3 % below the fill")
    desk.order("buy", 10)
    desk.step()
    entry, stop = (float(plain_desk_price(desk, name)) for name in ("entry_price", "stop_loss"))
    assert abs(stop - entry * 0.97) <= 0.01


def plain_desk_price(desk, name):
    """A figure of the one position."""
    return desk.ask("/api/paper/positions")[0][name]


def test_the_chart_of_an_old_trade_shows_its_own_bars(desk_of, plain_page):
    desk = desk_of({"AAA": daily_bars(150)})
    desk.step(3)
    desk.order("buy", 10)
    desk.step()
    desk.order("sell", 10)
    desk.step(140)
    plain_page.goto(f"{desk.url}/trades/1?mode=paper")
    caption = plain_page.locator("figure.chart figcaption")
    expect(caption).to_contain_text("to 2025-11-")
    address = plain_page.locator("[data-chart]").get_attribute("data-chart")
    times = [bar["time"][:10] for bar in desk.ask(address)]
    assert "2025-11-06" in times and times[-1] < "2025-12-01"
    plain_page.goto(f"{desk.url}/trades/chart?mode=paper&symbol=AAA")
    expect(caption).to_contain_text("to 2026-")
