"""The page on the desk's own push: no scripted channel stands between."""
import pytest
from conftest import PROGRAM, Desk
from playwright.sync_api import expect


@pytest.fixture
def market(tmp_path):
    """A desk whose prices never stop, twenty seconds of the market each second."""
    desk = Desk(tmp_path, [
        PROGRAM, "serve", "--speed", "20", "--symbols", "AAPL,MSFT", "--port", "0"]).start()
    yield desk
    desk.stop()


def test_fills_and_prices_arrive_while_the_page_stands_still(market, page):
    page.goto(f"{market.url}/trades?mode=paper")
    expect(page.locator("#link")).to_contain_text("Connected")
    page.evaluate("window.stayed = true")
    market.order("buy", 10, "AAPL")
    row = page.locator('[data-live="position:AAPL"]')
    expect(row.locator('[data-cell="shares"]')).to_have_text("10", timeout=10_000)
    price = row.locator('[data-cell="current"]')
    before = price.inner_text()
    expect(price).not_to_have_text(before, timeout=10_000)
    market.order("sell", 10, "AAPL")
    expect(row).to_have_count(0, timeout=10_000)
    expect(page.locator(".day h3").first).to_contain_text("Trades: 1")
    assert page.evaluate("window.stayed")


def test_a_desk_that_ends_is_told_and_found_again(market, page):
    page.goto(f"{market.url}/trades?mode=paper")
    expect(page.locator("#link")).to_contain_text("Connected")
    market.stop()
    expect(page.locator("#link")).not_to_contain_text("Connected", timeout=10_000)
    market.start_again()
    expect(page.locator("#link")).to_contain_text("Connected", timeout=20_000)
