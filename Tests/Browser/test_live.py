"""Live is never hidden, and nothing of paper reaches it. The venue is scripted."""
import re

import pytest
from channel import Channel
from playwright.sync_api import expect


@pytest.fixture
def scene(scene_of):
    made = scene_of()
    made.tell("quote LIV 100.00")
    return made


def go_live(page, scene):
    page.goto(scene.url + "/trades?mode=paper")
    page.click("#mode-toggle")
    page.check("[name=confirm_live]")
    page.click("[data-sheet] >> text=Go live >> nth=-1")
    expect(page).to_have_url(scene.url + "/trades?mode=live")


def test_going_live_needs_the_acknowledgment(scene, plain_page):
    plain_page.goto(scene.url + "/trades?mode=paper")
    plain_page.click("#mode-toggle")
    box = plain_page.locator("[name=confirm_live]")
    assert box.get_attribute("required") is not None
    box.evaluate("e => e.removeAttribute('required')")
    plain_page.locator("[data-sheet] button").click()
    expect(plain_page.locator(".notice.bad")).to_contain_text("live trading uses real money")
    assert scene.tell("mode") == "paper"


def test_live_that_is_not_ready_says_why(scene, plain_page):
    scene.tell("not-ready prices are 40 s old")
    plain_page.goto(scene.url + "/trades?mode=paper")
    expect(plain_page.locator(".chip.broker")).to_contain_text("not ready")
    plain_page.click("#mode-toggle")
    expect(plain_page.locator(".needs .unmet")).to_contain_text("prices are 40 s old")
    expect(plain_page.locator("[data-sheet] button")).to_be_disabled()


def test_an_open_dialog_shows_when_live_has_become_ready_and_keeps_what_was_done(scene, page):
    scene.tell("not-ready prices are 40 s old")
    page.goto(scene.url + "/trades?mode=paper")
    page.click("#mode-toggle")
    button = page.locator("[data-sheet] button")
    expect(button).to_be_disabled()
    page.check("[name=confirm_live]")
    scene.tell("ready")
    expect(button).to_be_enabled()
    expect(page.locator(".needs .unmet")).to_have_count(0)
    expect(page.locator("[name=confirm_live]")).to_be_checked()
    button.click()
    expect(page).to_have_url(scene.url + "/trades?mode=live")


@pytest.mark.parametrize("has_script", [True, False])
def test_live_is_unmistakable(scene, page, plain_page, has_script):
    page = page if has_script else plain_page
    if has_script:
        Channel(page)
    go_live(page, scene)
    expect(page.locator(".live-banner")).to_contain_text("every order uses real money")
    expect(page.locator(".live-banner .pulse")).to_be_visible()
    expect(page.locator(".totals .badge")).to_have_text("LIVE")
    expect(page).to_have_title(re.compile("LIVE"))
    assert page.get_attribute("link[rel=icon]", "href").endswith("live.svg")
    frame = page.evaluate("() => getComputedStyle(document.body).borderTopWidth")
    assert frame == "3px"
    expect(page.locator(".chip.simulated")).to_have_count(0)
    expect(page.locator("text=Backtest results")).to_have_count(0)


def test_a_live_order_is_reviewed_and_confirmed(scene, plain_page):
    go_live(plain_page, scene)
    plain_page.fill("#ticket-form [name=symbol]", "LIV")
    plain_page.fill("#ticket-form [name=qty]", "3")
    plain_page.click("text=Review live order")
    expect(plain_page.locator("[data-sheet] .badge")).to_have_text("LIVE")
    box = plain_page.locator("[name=confirm_live_trade]")
    box.evaluate("e => e.removeAttribute('required')")
    plain_page.click("[data-sheet] [data-place]")
    expect(plain_page.locator(".notice.bad")).to_contain_text("real money")
    assert scene.tell("tickets") == ""


def test_a_paper_dialog_can_never_send_to_live(scene, page, context):
    Channel(page)
    scene.order("buy", 10)
    scene.step()
    page.goto(scene.url + "/trades?mode=paper")
    page.click(".positions [data-sell]")
    expect(page.locator("dialog[open]")).to_be_visible()
    # Another program makes live the active mode, and nobody tells this page.
    scene.ask("/api/mode", {"mode": "live", "confirm_live": True})
    page.click("dialog [data-place]")
    expect(page.locator(".alarms .toast")).to_contain_text("paper trading is not the active mode")
    assert scene.tell("tickets") == ""
    expect(page.locator("#cover")).to_contain_text("The desk is in LIVE now")


def test_a_reset_that_was_begun_in_paper_never_touches_live(scene_of, plain_page):
    """Its address is paper's, whatever mode another tab has switched to."""
    scene = scene_of("--history", "midnight")
    held = scene.ask("/api/live/positions")
    plain_page.goto(scene.url + "/trades?mode=paper")
    plain_page.click("text=Reset the paper account…")
    scene.ask("/api/mode", {"mode": "live", "confirm_live": True})
    plain_page.fill("[name=initial_balance]", "5000")
    plain_page.fill("[name=confirm_reset]", "reset")
    plain_page.click("[data-sheet] button")
    expect(plain_page).to_have_url(scene.url + "/trades?mode=live")
    expect(plain_page.locator(".notice.good")).to_contain_text("The paper account starts again")
    assert scene.ask("/api/live/positions") == held != []
    assert scene.ask("/api/paper/account")["equity"] == 5000
    # In live there is no way to it.
    expect(plain_page.locator("text=Reset the paper account")).to_have_count(0)
    plain_page.goto(scene.url + "/trades/reset?mode=live")
    expect(plain_page).to_have_url(scene.url + "/trades?mode=live")


def test_a_second_tab_follows_and_its_buttons_rest(scene, page, context):
    Channel(page)
    other = context.new_page()
    Channel(other)
    other.goto(scene.url + "/trades?mode=paper")
    go_live(page, scene)
    expect(other).to_have_url(scene.url + "/trades?mode=live")
    expect(other.locator(".live-banner")).to_be_visible()


def test_buttons_rest_for_a_moment_after_a_change(scene, page):
    Channel(page)
    page.clock.install()
    go_live(page, scene)
    expect(page.locator("html")).to_have_class(re.compile("frozen"))
    assert page.get_attribute("main", "inert") is not None
    page.clock.run_for(2000)
    expect(page.locator("html")).not_to_have_class(re.compile("frozen"))
    assert page.get_attribute("main", "inert") is None


def test_buttons_rest_before_the_scripts_have_come(scene, page):
    Channel(page)
    page.clock.install()
    page.route("**/cells.js", lambda route: None if "mode=live" in page.url else route.fallback())
    go_live(page, scene)
    expect(page.locator("html")).to_have_class(re.compile("frozen"))
    assert page.get_attribute("main", "inert") is not None


def test_the_mode_is_seen_in_every_state(scene, page):
    Channel(page)
    go_live(page, scene)
    for address in ("/trades", "/trades/analysis", "/trades/chart?symbol=LIV", "/trades/999",
                    "/trades/flatten", "/trades/mode"):
        joint = "&" if "?" in address else "?"
        page.goto(f"{scene.url}{address}{joint}mode=live")
        expect(page.locator(".live-banner")).to_be_visible()
        expect(page).to_have_title(re.compile("LIVE"))


def test_a_closed_market_says_until_when(scene_of, plain_page):
    scene = scene_of("--wall", "2026-01-24T15:00:00Z")
    go_live(plain_page, scene)
    expect(plain_page.locator(".chip.feed")).to_contain_text("market closed until 2026-01-26 09:30")


def test_going_back_to_paper_names_what_stays_in_live(scene_of, plain_page):
    scene = scene_of("--history", "midnight")
    go_live(plain_page, scene)
    plain_page.click("#mode-toggle")
    expect(plain_page.locator("[data-sheet]")).to_contain_text("In live stay 1 position")
    plain_page.click("[data-sheet] button")
    expect(plain_page).to_have_url(scene.url + "/trades?mode=paper")
    expect(plain_page.locator(".stays")).to_contain_text("In live stay 1 position")


def test_days_are_of_new_york_also_at_midnight_and_on_a_half_day(scene_of, plain_page):
    scene = scene_of("--history", "midnight")
    plain_page.goto(scene.url + "/trades?mode=paper")
    heads = [" ".join(text.split()) for text in plain_page.locator(".day h3").all_inner_texts()]
    assert [(head[:10], head.split("Trades:")[1].split()[0]) for head in heads] == [
        ("2026-01-06", "1"), ("2026-01-05", "1"), ("2025-11-28", "3")]
    expect(plain_page.locator(".trades time").first).to_have_text("2026-01-06 00:00")
