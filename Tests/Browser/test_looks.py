"""Pages in every state and size: nothing overflows, nothing serious is found by axe."""
import json
import os
import re
import shutil
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe
from channel import Channel
from conftest import PROGRAM, REPOSITORY
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


def test_axe_finds_nothing_serious_while_entries_are_stopped(busy_desk, page):
    Channel(page)
    page.goto(busy_desk.url + PAGES[0])
    expect(page.locator(".halted")).to_contain_text("Entries are stopped")
    expect(page.locator("#link")).to_have_text("Connected")
    assert serious(page) == []


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_axe_finds_nothing_serious_while_prices_are_old_or_the_line_is_down(
        busy_desk, page, theme):
    page.context.add_cookies([
        {"name": "tandem_look", "value": f"{theme}.blue-orange.dense", "url": busy_desk.url}])
    busy_desk.ask("/api/paper/feed", {"speed": "0.001"})
    page.clock.install()
    channel = Channel(page)
    page.goto(busy_desk.url + PAGES[0])
    channel.quote("AAA", "105.00")
    page.clock.run_for(15000)
    expect(page.locator("#link")).to_have_text(re.compile("^Stale since"))
    page.clock.resume()
    assert serious(page) == []
    page.route_web_socket(re.compile(r"/ws$"), lambda route: route.close(code=1011))
    channel.close()
    expect(page.locator("#link")).to_have_text("Reconnecting…")
    expect(page.locator(".stale-hint")).to_be_visible()
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


@pytest.fixture
def bare_desk(desk_of, tmp_path):
    """A desk without the fonts, icons and charts that are fetched."""
    lone = tmp_path / "lone"
    lone.mkdir()
    shutil.copy(PROGRAM, lone / "tandem")
    desk = desk_of()
    desk.stop()
    desk.command[0] = str(lone / "tandem")
    return desk.start()


def test_without_the_fetched_files_pages_still_work(bare_desk, page, tmp_path):
    desk = bare_desk
    Channel(page)
    page.goto(desk.url + PAGES[0])
    expect(page.locator("#link")).to_have_text("Connected")
    log = (tmp_path / "log.txt").read_text()
    assert "script/bootstrap" in log and "inter.woff2" in log
    page.goto(desk.url + "/trades/chart?mode=paper&symbol=AAA")
    expect(page.locator("main")).to_contain_text("script/bootstrap")


def test_without_the_fetched_files_and_without_a_script_orders_are_placed(bare_desk, plain_page):
    plain_page.goto(bare_desk.url + PAGES[0])
    plain_page.fill("#ticket-form [name=symbol]", "AAA")
    plain_page.fill("#ticket-form [name=qty]", "10")
    plain_page.click("text=Place paper order")
    expect(plain_page.locator(".notice.good")).to_contain_text("order to buy 10 AAA")
    plain_page.click("text=Step one bar")
    expect(plain_page.locator(".positions tbody tr")).to_contain_text("AAA")


def test_fetching_without_a_network_says_what_is_missing_and_goes_on(tmp_path):
    """The last step of `script/bootstrap`, which `script/server` runs before it builds."""
    place = tmp_path / "script" / "front"
    shutil.copytree(REPOSITORY / "script/front", place)
    # Nothing answers at this address, so pip finds no wheel and no tool.
    nowhere = {"PATH": os.environ["PATH"], "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
               "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull, "HOME": str(tmp_path)}
    done = subprocess.run(
        [place / "assets"], cwd=tmp_path, env=nowhere, capture_output=True, text=True, timeout=120)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    for part in ("font", "icons", "chart"):
        assert part in said, said


def test_the_scale_of_a_curve_stands_beside_it(busy_desk, page):
    Channel(page)
    page.goto(busy_desk.url + "/trades/analysis?mode=paper")
    for name in ("high", "low"):
        apart = page.evaluate("""name => {
            const box = document.querySelector(".axes");
            const [label, curve] = [`.${name}`, ".curve"]
                .map(part => box.querySelector(part).getBoundingClientRect());
            return label.right <= curve.left }""", name)
        assert apart, name


def test_what_is_far_down_is_there_for_the_eye_and_for_readers(desk, page):
    """Lists below the first screen are laid out late; that must not be seen."""
    for _ in range(3):
        desk.order("buy", 10)
        desk.step()
    Channel(page)
    page.set_viewport_size({"width": 1440, "height": 300})
    page.goto(desk.url + PAGES[0])
    assert page.evaluate(
        "() => getComputedStyle(document.querySelector('.later')).contentVisibility") == "auto"
    expect(page.get_by_role("region", name="Open orders")).to_have_count(1)
    page.locator(".trades tbody tr").first.scroll_into_view_if_needed()
    expect(page.locator(".trades tbody tr").first).to_be_in_viewport()
