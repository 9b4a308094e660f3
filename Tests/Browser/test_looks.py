"""Pages in every state and size: nothing overflows, nothing serious is found by axe."""
import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from channel import Channel
from playwright.sync_api import expect

PAGES = [
    "/trades?mode=paper", "/trades/1?mode=paper", "/trades/analysis?mode=paper",
    "/trades/chart?mode=paper&symbol=AAA", "/trades/backtests?mode=paper",
    "/trades/sell?mode=paper&symbol=AAA", "/trades/protect?mode=paper&trade=2",
    "/trades/mode?mode=paper", "/trades/flatten?mode=paper", "/trades/cancel-all?mode=paper",
    "/trades/reset?mode=paper", "/trades/999?mode=paper", "/licences?mode=paper",
]


@pytest.fixture
def busy_desk(desk):
    """A desk with a closed trade, two open ones, and a working order."""
    desk.order("buy", 10)
    desk.step()
    desk.order("sell", 10)
    desk.step()
    desk.order("buy", 10)
    desk.order("buy", 30, "BBB")
    desk.step()
    desk.order("buy", 5, order_type="limit", limit_price=80)
    desk.ask("/api/paper/halt", {})
    return desk


def serious(page):
    found = Axe().run(page).response["violations"]
    return [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found
            if each["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_axe_finds_nothing_serious(busy_desk, page, theme):
    Channel(page)
    page.context.add_cookies([
        {"name": "tandem_look", "value": f"{theme}.green-red.dense", "url": busy_desk.url}])
    faults = {}
    for address in PAGES:
        page.goto(busy_desk.url + address)
        page.wait_for_timeout(150)
        if found := serious(page):
            faults[address] = found
    assert not faults, json.dumps(faults, indent=1)


def test_axe_finds_nothing_serious_in_a_dialog(busy_desk, page):
    Channel(page)
    page.goto(busy_desk.url + PAGES[0])
    page.click(".positions [data-sell] >> nth=0")
    expect(page.locator("dialog[open]")).to_be_visible()
    assert serious(page) == []


@pytest.mark.parametrize("width, height, scale", [(360, 740, 1), (390, 844, 1), (720, 450, 2)])
def test_nothing_runs_out_of_a_small_screen(busy_desk, browser, width, height, scale):
    """The last one is 1440 by 900 at 200 % zoom."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=scale)
    page = context.new_page()
    Channel(page)
    wide = []
    for address in PAGES:
        page.goto(busy_desk.url + address)
        page.wait_for_timeout(100)
        over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wide.append((address, over))
    context.close()
    assert wide == []


def test_nothing_moves_where_that_is_not_wanted(busy_desk, page):
    channel = Channel(page)
    page.emulate_media(reduced_motion="reduce")
    page.goto(busy_desk.url + PAGES[0])
    expect(page.locator("#link")).to_have_text("Connected")
    channel.quote("AAA", "199.00")
    expect(page.locator("[data-live='quote:AAA'] [data-cell=last]").first).to_have_text("199.00")
    assert page.evaluate("() => document.getAnimations().length") == 0


def test_forced_colours_keep_what_is_chosen_visible(busy_desk, page):
    Channel(page)
    page.emulate_media(forced_colors="active")
    page.goto(busy_desk.url + PAGES[0])
    chosen = page.evaluate(
        "() => getComputedStyle(document.querySelector('.segment.on')).backgroundColor")
    other = page.evaluate(
        "() => getComputedStyle(document.querySelector('.segment:not(.on)')).backgroundColor")
    assert chosen != other


def test_an_empty_desk_says_what_to_do(desk_of, page):
    desk = desk_of()
    Channel(page)
    page.goto(desk.url + PAGES[0])
    for words in ("No open positions.", "No working orders.", "No trades yet."):
        expect(page.locator("main")).to_contain_text(words)
    page.goto(desk.url + "/trades/analysis?mode=paper")
    expect(page.locator("main")).to_contain_text("No closed trades yet.")


def test_a_gain_is_told_by_sign_and_arrow_too(busy_desk, page):
    Channel(page)
    page.goto(busy_desk.url + PAGES[0])
    cell = page.locator(".positions [data-cell=profit]").first
    text = cell.inner_text()
    assert text[0] in "+−" or text == "$0.00"
    arrow = cell.evaluate("e => getComputedStyle(e, '::before').content")
    assert "▲" in arrow or "▼" in arrow or text == "$0.00"


def test_without_the_fetched_files_pages_still_work(desk_of, page, tmp_path):
    import shutil
    from conftest import PROGRAM
    lone = tmp_path / "lone"
    lone.mkdir()
    shutil.copy(PROGRAM, lone / "tandem")
    desk = desk_of()
    desk.stop()
    desk.command[0] = str(lone / "tandem")
    desk.start()
    Channel(page)
    page.goto(desk.url + PAGES[0])
    expect(page.locator("#link")).to_have_text("Connected")
    log = (tmp_path / "log.txt").read_text()
    assert "script/bootstrap" in log and "inter.woff2" in log
    page.goto(desk.url + "/trades/chart?mode=paper&symbol=AAA")
    expect(page.locator("main")).to_contain_text("script/bootstrap")
