"""Sweeps with their heat map, and two runs side by side: with scripts, without, and in every look."""
import json
import math
import re
import subprocess
import time
from datetime import date, timedelta

import pytest
from channel import Channel
from conftest import PROGRAM
from playwright.sync_api import expect
from test_looks import serious

SWEEP = {
    "symbols": ["WAV"], "strategy": {"kind": "sma_cross"}, "measure": "return",
    "vary": [{"name": "fast", "values": "2:6"}, {"name": "slow", "values": "8:20:4"}],
}
LOOKS = ["dark", "light", "contrast"]
SCREENS = [(360, 740), (390, 844), (1440, 900)]


def waves(count=160):
    """Day bars that rise and fall, so that averages cross."""
    day, rows = date(2024, 1, 2), ["time,open,high,low,close,volume"]
    while len(rows) <= count:
        if day.weekday() < 5:
            at = 100 + len(rows) / 10 + 9 * math.sin(len(rows) / 7) + 3 * math.sin(len(rows) / 2.3)
            rows.append(f"{day},{at:.2f},{at + 1.5:.2f},{at - 1.5:.2f},{at + 0.5:.2f},{100000 + len(rows)}")
        day += timedelta(days=1)
    return "\n".join(rows) + "\n"


@pytest.fixture
def desk(desk_of):
    return desk_of({"WAV": waves()})


def finished(desk, run):
    for _ in range(300):
        if (state := desk.ask(f"/api/backtest/runs/{run}")["state"]) not in ("queued", "running"):
            return state
        time.sleep(0.1)
    raise AssertionError("the run does not end")


def sweep(desk, **more):
    run = desk.ask("/api/backtest/sweeps", {**SWEEP, **more})["run_id"]
    assert finished(desk, run) == "finished"
    return run


def backtest(desk, **parameters):
    run = desk.ask("/api/backtest/runs", {
        "symbols": ["WAV"], "strategy": {"kind": "sma_cross", **parameters}})["run_id"]
    assert finished(desk, run) == "finished"
    return run


def fill(page):
    page.get_by_label("Symbols").fill("wav")
    page.get_by_label("What is best").select_option("return")
    page.get_by_label("Down: values").fill("2:6")
    page.get_by_label("Across: values").fill("8:20:4")


def test_a_sweep_is_asked_for_watched_and_read_without_a_script(desk, plain_page):
    plain_page.goto(desk.url + "/trades/backtest?mode=paper")
    plain_page.get_by_role("link", name="Sweep").click()
    expect(plain_page.get_by_label("Down: parameter")).to_have_value("fast")
    expect(plain_page.get_by_label("Across: parameter")).to_have_value("slow")
    fill(plain_page)
    plain_page.get_by_role("button", name="Sweep").click()
    expect(plain_page).to_have_url(re.compile(r"/trades/sweeps/[0-9a-z-]+\?mode=paper"))
    run = plain_page.url.split("/")[-1].split("?")[0]
    assert finished(desk, run) == "finished"
    plain_page.goto(plain_page.url)
    rows = desk.ask(f"/api/backtest/sweeps/{run}")["rows"]
    cells = plain_page.locator(".heat td")
    expect(cells).to_have_count(len(rows))
    for trial, row in enumerate(rows):
        shown = cells.nth(trial).inner_text().replace("−", "-").strip("★best: %\u00a0\n")
        assert float(shown) == pytest.approx(100 * row["total_return"], abs=0.0051)


def test_a_cell_opens_its_trial_which_runs_alone_without_a_script(desk, plain_page):
    run = sweep(desk)
    plain_page.goto(f"{desk.url}/trades/sweeps/{run}?mode=paper")
    best = desk.ask(f"/api/backtest/sweeps/{run}")["best_trial"]
    expect(plain_page.locator(".heat [aria-current]")).to_have_attribute("href", re.compile(f"trial={best}#"))
    plain_page.locator(".heat tbody tr").nth(1).locator("a").nth(2).click()
    expect(plain_page.locator("#trial")).to_have_text("fast 3, slow 16")
    equity = desk.ask(f"/api/backtest/sweeps/{run}")["rows"][1 * 4 + 2]["final_equity"]
    plain_page.get_by_role("button", name="Run it alone").click()
    expect(plain_page).to_have_url(re.compile("/trades/backtests/"))
    alone = plain_page.url.split("/")[-1].split("?")[0]
    assert finished(desk, alone) == "finished"
    plain_page.goto(plain_page.url)
    expect(plain_page.locator("h1")).to_contain_text("sma cross on WAV")
    assert desk.ask(f"/api/backtest/results/{alone}")["final_equity"] == pytest.approx(equity)


def test_two_results_are_chosen_and_compared_without_a_script(desk, plain_page):
    first, second = backtest(desk, fast=2, slow=8), backtest(desk, fast=5, slow=20)
    plain_page.goto(desk.url + "/trades/backtests?mode=paper")
    boxes = plain_page.get_by_role("checkbox")
    boxes.nth(0).check()
    plain_page.get_by_role("button", name="Compare two").click()
    expect(plain_page.locator("main")).to_contain_text("check two in the list")
    plain_page.go_back()
    for place in range(2):
        boxes.nth(place).check()
    plain_page.get_by_role("button", name="Compare two").click()
    expect(plain_page.locator("svg.curve path.line")).to_have_count(2)
    expect(plain_page.locator(".settings-diff tbody")).to_contain_text("fast")
    counts = [desk.ask(f"/api/backtest/results/{run}")["num_trades"] for run in (second, first)]
    cells = plain_page.locator(".figures tr", has=plain_page.get_by_role("rowheader", name="Trades", exact=True)).locator("td")
    expect(cells.nth(0)).to_have_text(str(counts[0]))
    expect(cells.nth(1)).to_have_text(str(counts[1]))
    expect(cells.nth(2)).to_have_text(f"{counts[1] - counts[0]:+d}".replace("-", "−"))


def test_bars_of_several_lengths_are_chosen_from(desk_of, plain_page, tmp_path):
    minutes = tmp_path / "minutes.csv"
    minutes.write_text("time,open,high,low,close,volume\n" + "".join(
        f"2024-03-01T15:{minute:02}:00Z,100,102,99,{100 + minute % 3},1000\n" for minute in range(60)))
    subprocess.run([PROGRAM, "import", minutes, "--symbol", "WAV", "--timeframe", "1m"], cwd=tmp_path, check=True)
    desk = desk_of({"WAV": waves()}, "--timeframe", "1d")
    plain_page.goto(desk.url + "/trades/backtest?mode=paper")
    plain_page.get_by_label("Symbols").fill("WAV")
    plain_page.get_by_label("Length of bars").select_option("1m")
    plain_page.get_by_role("button", name="Run", exact=True).click()
    expect(plain_page).to_have_url(re.compile("/trades/backtests/"))
    run = plain_page.url.split("/")[-1].split("?")[0]
    assert finished(desk, run) == "finished"
    result = desk.ask(f"/api/backtest/results/{run}")
    assert (result["start_date"], result["end_date"]) == ("2024-03-01", "2024-03-01")


def test_a_sweep_shows_its_progress_and_then_its_map_by_itself(desk, page):
    page.goto(desk.url + "/trades/sweep?mode=paper")
    fill(page)
    page.get_by_label("Down: values").fill("2:50")
    page.get_by_label("Across: values").fill("51:100")
    page.get_by_role("button", name="Sweep").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    first = int(page.get_by_role("progressbar").get_attribute("value"))
    page.wait_for_function(
        f"() => Number(document.querySelector('progress')?.value ?? 100) > {first}", timeout=30_000)
    page.reload()
    expect(page.locator(".heat td")).to_have_count(49 * 50, timeout=60_000)
    expect(page.locator(".progress")).to_have_count(0)


def test_a_sweep_is_cancelled_from_its_page(desk, page):
    page.goto(desk.url + "/trades/sweep?mode=paper")
    fill(page)
    page.get_by_label("Down: values").fill("2:51")
    page.get_by_label("Across: values").fill("52:101")
    page.get_by_role("button", name="Sweep").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("main")).to_contain_text("It was cancelled; nothing of it is kept", timeout=20_000)
    run = page.url.split("/")[-1].split("?")[0]
    assert desk.ask(f"/api/backtest/runs/{run}")["state"] == "cancelled"
    with pytest.raises(Exception, match="404"):
        desk.ask(f"/api/backtest/sweeps/{run}")


def test_what_cannot_be_swept_is_told_and_nothing_typed_is_lost(desk, page):
    page.goto(desk.url + "/trades/sweep?mode=paper")
    fill(page)
    page.get_by_label("Down: values").fill("0:3")
    page.get_by_role("button", name="Sweep").click()
    expect(page.locator(".toast.bad")).to_contain_text("vary.fast: '0' is given")
    expect(page.get_by_label("Symbols")).to_have_value("wav")
    expect(page.get_by_label("Down: values")).to_have_value("0:3")
    assert desk.ask("/api/backtest/runs") == []


def test_the_map_is_walked_with_keys_and_says_in_words_what_it_shows(desk, page):
    run = sweep(desk)
    page.goto(f"{desk.url}/trades/sweeps/{run}?mode=paper")
    page.locator(".heat a").first.focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    focused = page.evaluate("() => document.activeElement.getAttribute('href')")
    assert "trial=5#" in focused
    page.keyboard.press("Enter")
    expect(page.locator("#trial")).to_have_text("fast 3, slow 12")
    expect(page.locator(".heat [aria-current]")).to_be_focused()
    expect(page.locator(".heat caption")).to_contain_text("Return; down: fast, across: slow. The best trial: fast")
    expect(page.get_by_role("columnheader", name="12", exact=True)).to_have_count(1)
    best = desk.ask(f"/api/backtest/sweeps/{run}")["rows"]
    top = max(best, key=lambda row: row["total_return"])
    cells = page.locator(".ranks tbody tr").first.locator("td")
    assert [cells.nth(0).inner_text(), cells.nth(1).inner_text()] == top["values"]


def test_the_best_cell_is_marked_by_more_than_a_colour(desk, page):
    run = sweep(desk)
    page.goto(f"{desk.url}/trades/sweeps/{run}?mode=paper")
    best = page.locator(".heat td.best")
    expect(best).to_have_count(1)
    expect(best).to_contain_text("★")
    expect(best.locator("a")).to_have_accessible_name(re.compile("^best: "))


@pytest.mark.parametrize("theme", LOOKS)
def test_axe_finds_nothing_serious_in_sweeps_and_comparisons(desk, page, theme):
    pages = addresses(desk)
    Channel(page)
    page.context.add_cookies([
        {"name": "tandem_look", "value": f"{theme}.blue-orange.dense", "url": desk.url}])
    faults = {}
    for address in pages:
        page.goto(desk.url + address)
        page.wait_for_timeout(150)
        for summary in page.locator("main details > summary").all():
            summary.click()
        if found := serious(page):
            faults[address] = found
    assert not faults, json.dumps(faults, indent=1)


@pytest.mark.parametrize("width, height", SCREENS)
def test_sweeps_and_comparisons_fit_every_screen(desk, browser, width, height):
    pages = addresses(desk)
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    Channel(page)
    wide = []
    for address in pages:
        page.goto(desk.url + address)
        page.wait_for_timeout(100)
        for summary in page.locator("main details > summary").all():
            summary.click()
        over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wide.append((address, over))
    context.close()
    assert wide == []


def addresses(desk):
    """The pages of backtests, each with something on it."""
    swept = sweep(desk, vary=[
        {"name": "fast", "values": "2:16"}, {"name": "slow", "values": "18:40"}])
    partly = sweep(desk, vary=[
        {"name": "fast", "values": "2,3"}, {"name": "slow", "values": "8,12,400"}])
    first, second = backtest(desk, fast=2, slow=8), backtest(desk, fast=5, slow=20)
    failed = desk.ask("/api/backtest/runs", {
        "symbols": ["WAV"], "strategy": {"kind": "sma_cross", "slow": 900}})["run_id"]
    assert finished(desk, failed) == "failed"
    return [f"/trades/{path}" for path in (
        "backtest?mode=paper", "sweep?mode=paper", f"sweeps/{swept}?mode=paper",
        f"sweeps/{partly}?mode=paper&trial=2", f"backtests/{first}?mode=paper",
        f"backtests/{failed}?mode=paper", "backtests?mode=paper",
        f"compare?mode=paper&run={first}&run={second}", f"compare?mode=paper&run={first}")]
