"""The walk of the README: a desk that trades at `tandem exchange`, seen from both sides."""
import json
import re
import time
import urllib.request

import pytest
from conftest import PROGRAM, Desk
from playwright.sync_api import expect

KEYS = {"APCA-API-KEY-ID": "test-key", "APCA-API-SECRET-KEY": "test-secret"}


@pytest.fixture
def exchange(tmp_path):
    folder = tmp_path / "exchange"
    folder.mkdir()
    made = Desk(folder, [PROGRAM, "exchange", "--port", "0", "--always-open"]).start()
    yield made
    made.stop()


@pytest.fixture
def early_desk(tmp_path, exchange):
    """A desk that may not have reached its exchange yet."""
    folder = tmp_path / "desk"
    folder.mkdir()
    made = Desk(folder, [PROGRAM, "serve", "--port", "0"], environment={
        "TANDEM_ALPACA_KEY": "test-key", "TANDEM_ALPACA_SECRET": "test-secret",
        "TANDEM_ALPACA_TRADING_URL": exchange.url, "TANDEM_ALPACA_DATA_URL": exchange.url})
    yield made
    made.stop()


@pytest.fixture
def desk(early_desk):
    early_desk.start()
    until(lambda: early_desk.ask("/api/mode/readiness")["is_ready"])
    return early_desk


def there(exchange, path):
    """What the exchange says of itself."""
    request = urllib.request.Request(exchange.url + path, headers=KEYS)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.1)


def open_live(page, desk, exchange):
    page.goto(desk.url + "/trades?mode=paper")
    expect(page.locator(".chip.broker")).to_have_text("Live broker ready")
    page.click("#mode-toggle")
    acknowledge(page, exchange)
    expect(page).to_have_url(desk.url + "/trades?mode=live")
    expect(page.locator(".live-banner")).to_be_visible()
    expect(page.locator("html")).not_to_have_class(re.compile("frozen"))


def acknowledge(page, exchange):
    page.fill("[name=account_ending]", there(exchange, "/v2/account")["account_number"][-4:])
    page.check("[name=confirm_live]")
    page.click("[data-sheet] >> text=Go live >> nth=-1")


def fill_ticket(page, qty):
    page.fill("#ticket-form [name=symbol]", "AAPL")
    page.fill("#ticket-form [name=qty]", str(qty))


def test_going_live_asks_for_the_end_of_the_account_number(desk, exchange, page):
    page.goto(desk.url + "/trades?mode=paper")
    expect(page.locator(".chip.broker")).to_have_text("Live broker ready")
    page.click("#mode-toggle")
    expect(page.locator(".needs .unmet")).to_have_count(0)
    expect(page.locator(".needs .met")).to_have_count(6)
    page.fill("[name=account_ending]", "0000")
    page.check("[name=confirm_live]")
    page.click("[data-sheet] >> text=Go live >> nth=-1")
    expect(page.locator(".notice.bad, .toast.bad")).to_contain_text("account_ending")
    assert desk.ask("/api/mode")["active_mode"] == "paper"


def test_an_open_dialog_asks_for_the_account_once_the_broker_is_reached(early_desk, exchange, page):
    exchange.stop()
    desk = early_desk.start()
    page.goto(desk.url + "/trades?mode=paper")
    page.click("#mode-toggle")
    expect(page.locator("[data-sheet] button")).to_be_disabled()
    assert page.locator("[name=account_ending]").count() == 0
    exchange.start_again()
    expect(page.locator("[data-sheet] button")).to_be_enabled(timeout=60000)
    acknowledge(page, exchange)
    expect(page).to_have_url(desk.url + "/trades?mode=live")


def test_buy_and_sell_live_and_see_it_on_both_sides(desk, exchange, page):
    open_live(page, desk, exchange)
    fill_ticket(page, 10)
    page.click("text=Review live order")
    expect(page.locator("dialog .badge")).to_have_text("LIVE")
    page.check("dialog [name=confirm_live_trade]")
    page.click("dialog [data-place]")
    row = page.locator(".positions tbody tr", has_text="AAPL")
    expect(row).to_contain_text("10")
    # The change since the close before is the exchange's too.
    closes = there(exchange, "/v2/stocks/snapshots?symbols=AAPL")
    assert [each["previous_close"] for each in desk.ask("/api/live/quotes") if each["symbol"] == "AAPL"] \
        == [closes["AAPL"]["prevDailyBar"]["c"]]
    assert [each["qty"] for each in there(exchange, "/v2/positions")] == ["10"]
    # The default stop rests at the exchange.
    assert [each["type"] for each in there(exchange, "/v2/orders")] == ["stop"]

    row.locator("[data-sell]").click()
    page.fill("dialog [name=qty]", "4")
    page.check("dialog [name=confirm_live_trade]")
    page.click("dialog [data-place]")
    # Another number than was shown is shown first.
    expect(page.locator("dialog h1")).to_have_text("Sell 4 AAPL LIVE")
    expect(page.locator("dialog .note")).to_contain_text("Not sent yet")
    page.check("dialog [name=confirm_live_trade]")
    page.click("dialog [data-place]")
    expect(row.locator("[data-cell=shares]")).to_have_text("6")
    assert [each["qty"] for each in there(exchange, "/v2/positions")] == ["6"]
    stops = there(exchange, "/v2/orders")
    assert [(each["type"], each["qty"]) for each in stops] == [("stop", "6")]
    # Its chart shows the exchange's bars.
    page.goto(desk.url + "/trades/chart?symbol=AAPL&mode=live")
    expect(page.locator("figcaption")).to_contain_text("bars from")
    # Paper saw nothing of it.
    assert desk.ask("/api/paper/positions") == []


def test_the_same_without_scripts(desk, exchange, plain_page):
    page = plain_page
    open_live(page, desk, exchange)
    fill_ticket(page, 3)
    page.click("text=Review live order")
    page.check("[name=confirm_live_trade]")
    page.click("[data-sheet] [data-place]")
    until(lambda: [each["qty"] for each in there(exchange, "/v2/positions")] == ["3"])
    # A page without scripts shows what was booked when it was asked for.
    until(lambda: desk.ask("/api/live/positions"))
    page.goto(desk.url + "/trades?mode=live")
    page.click(".positions [data-sell]")
    page.check("[name=confirm_live_trade]")
    page.click("[data-sheet] [data-place]")
    until(lambda: there(exchange, "/v2/positions") == [])


def test_what_is_traded_elsewhere_appears_as_external(desk, exchange, page):
    open_live(page, desk, exchange)
    body = json.dumps({"symbol": "MSFT", "qty": "2", "side": "buy", "type": "market",
                       "time_in_force": "day"}).encode()
    urllib.request.urlopen(urllib.request.Request(
        exchange.url + "/v2/orders", data=body, headers=KEYS), timeout=10).close()
    row = page.locator(".positions tbody tr", has_text="MSFT")
    expect(row.locator(".tag.external")).to_have_text("external", timeout=15_000)
    expect(page.locator(".chip.broker")).to_have_text("Live broker ready")
