#!/usr/bin/env python3
"""Takes pictures of every page and state into docs/screenshots."""
import argparse
import base64
import csv
import re
import subprocess
import tempfile
import time
from pathlib import Path

from channel import Channel
from conftest import CHROMIUM, PROGRAM, REPOSITORY, SCENES, Desk, show_from_sources
from playwright.sync_api import sync_playwright

SERIES = {
    "AAPL": REPOSITORY / "Tests/Fixtures/goldens/series/aapl_daily_unadjusted.csv",
    "GOOG": REPOSITORY / "samples/goog_daily.csv",
    "IBM": REPOSITORY / "samples/ibm_daily.csv",
}
# Days of 2011 and 2012, of which all three have bars and none splits.
DAYS = ("2011-09-01", "2012-10-31")
SHOWN = 170
SCREENS = {"desktop": (1440, 900), "phone": (390, 844)}


def serve(folder, *options):
    return Desk(folder, [
        PROGRAM, "serve", "--feed", "replay", "--speed", "step", "--port", "0", *options]).start()


def import_series(folder):
    for symbol, file in SERIES.items():
        rows = list(csv.DictReader(file.open()))
        kept = [row for row in rows if DAYS[0] <= row["time"] <= DAYS[1]]
        target = folder / f"{symbol}.csv"
        with target.open("w", newline="") as out:
            writer = csv.DictWriter(out, rows[0].keys())
            writer.writeheader()
            writer.writerows(kept)
        subprocess.run(
            [PROGRAM, "import", target, "--symbol", symbol], cwd=folder, check=True,
            capture_output=True)


def trade(desk):
    """Half a year of trades, some won and some lost, and a few things that stand open."""
    sizes = {"AAPL": 60, "GOOG": 40, "IBM": 120}
    held = {}
    for step in range(SHOWN):
        symbol = list(sizes)[step % 3]
        if step % 2 == 0:
            count = held.get(symbol, 0)
            part = max(1, count // 2) if step % 4 and count > 10 else count
            side, qty = ("sell", part) if count else ("buy", sizes[symbol])
            desk.order(side, qty, symbol)
            held[symbol] = count + (qty if side == "buy" else -qty)
        desk.step()
        held = {row["symbol"]: int(row["qty"]) for row in desk.ask("/api/paper/positions")}
    for symbol in sizes:
        if symbol not in held:
            desk.order("buy", sizes[symbol] // 2, symbol)
    desk.step()
    desk.order("buy", 5, "AAPL", order_type="limit", limit_price=520)
    desk.order("buy", 10, "IBM", order_type="stop", stop_price=230, time_in_force="gtc")


class Camera:
    def __init__(self, browser, folder, only):
        self.browser, self.folder, self.only = browser, folder, only

    def take(self, name, url, look="dark", screen="desktop", act=None, whole=False):
        if self.only and self.only not in name:
            return
        self.shoot(self.folder / f"{name}.png", url, look, screen, act, whole)
        print(f"{name}.png")

    def sheet(self, state, url, act=None):
        """One picture of a state: dark, light, and on a phone."""
        name = f"state-{state}"
        if self.only and self.only not in name:
            return
        views = [("dark", "desktop"), ("light", "desktop"), ("dark", "phone")]
        with tempfile.TemporaryDirectory() as place:
            files = [Path(place) / f"{look}-{screen}.png" for look, screen in views]
            for file, (look, screen) in zip(files, views):
                self.shoot(file, url, look, screen, act)
            pictures = "".join(
                f'<img src="data:image/png;base64,{base64.b64encode(file.read_bytes()).decode()}">'
                for file in files)
        page = self.browser.new_page(viewport={"width": 1960, "height": 570})
        page.set_content(
            "<style>body{margin:0;padding:12px;display:flex;gap:12px;background:#777}"
            f"img{{height:546px}}</style>{pictures}")
        page.screenshot(path=self.folder / f"{name}.png", full_page=True)
        page.close()
        print(f"{name}.png")

    def shoot(self, file, url, look, screen, act=None, whole=False):
        width, height = SCREENS[screen]
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, locale="en-US")
        context.add_cookies([{"name": "tandem_look", "value": f"{look}.blue-orange.dense",
                              "url": url.rsplit("/trades", 1)[0]}])
        show_from_sources(context)
        page = context.new_page()
        channel = Channel(page)
        page.goto(url)
        page.wait_for_timeout(700)
        if act:
            act(page, channel)
            page.wait_for_timeout(500)
        page.screenshot(path=file, full_page=whole)
        context.close()


def open_dialog(selector):
    return lambda page, channel: page.locator(selector).first.click()


def fill_ticket(page, channel):
    page.fill("#ticket-form [name=symbol]", "GOOG")
    page.fill("#ticket-form [name=qty]", "25")
    page.select_option("#ticket-form [name=order_type]", "stop_limit")


def break_line(page, channel):
    # Each new attempt is broken as well, so that the page is seen while it waits.
    page.route_web_socket(re.compile(r"/ws$"), lambda route: route.close(code=1011))
    channel.close()
    page.wait_for_selector("#link[data-state='down']")


def stop_prices(page, channel):
    page.clock.install()
    page.reload()
    page.wait_for_timeout(700)
    channel.quote("AAPL", "634.31", change="+0.10 %")
    page.clock.run_for(15_000)
    page.clock.resume()
    page.wait_for_selector("#link[data-state='stale']")


def toasts(page, channel):
    channel.send("order", {"text": {"toast": "Bought 60 AAPL at 634.31", "tone": "good"}})
    channel.send("order", {"text": {"toast": "Order to sell IBM was cancelled: on request",
                                    "tone": "warning"}})
    channel.send("notice", {"level": "alarm", "text": "Reconciliation found an order in doubt."})


def other_mode(page, channel):
    page.locator(".positions .sell").first.click()
    page.wait_for_timeout(300)
    channel.send("mode", {"active_mode": "live"})


def of_paper(camera, desk):
    at = lambda path: f"{desk.url}/trades{path}{'&' if '?' in path else '?'}mode=paper"
    for look in ("dark", "light"):
        camera.take(f"trades-{look}", at(""), look)
        camera.take(f"trades-phone-{look}", at(""), look, "phone", whole=True)
        camera.take(f"trade-{look}", at("/4"), look, whole=True)
        camera.take(f"trade-phone-{look}", at("/4"), look, "phone", whole=True)
        camera.take(f"analysis-{look}", at("/analysis"), look, whole=True)
        camera.take(f"analysis-phone-{look}", at("/analysis"), look, "phone", whole=True)
        camera.take(f"chart-{look}", at("/chart?symbol=AAPL"), look)
        camera.take(f"chart-phone-{look}", at("/chart?symbol=AAPL"), look, "phone")
        camera.take(f"sell-{look}", at(""), look, act=open_dialog(".positions [data-sell]"))
        camera.take(f"go-live-{look}", at(""), look, act=open_dialog("#mode-toggle"))
    for look in ("dark", "light"):
        camera.take(f"settings-{look}", f"{desk.url}/settings?mode=paper", look)
    camera.take("settings-phone", f"{desk.url}/settings?mode=paper", screen="phone")
    camera.take("trades-contrast", at(""), "contrast")
    camera.take("ticket", at(""), act=fill_ticket)
    camera.take("protect", at(""), act=open_dialog(".positions >> text=Protect"))
    camera.take("change-order", at(""), act=open_dialog(".orders >> text=Change"))
    camera.take("flatten", at(""), act=open_dialog("text=Flatten…"))
    camera.take("reset", at(""), act=open_dialog("text=Reset the paper account…"))
    camera.take("keys", at(""), act=lambda page, channel: page.keyboard.press("?"))
    camera.take("toasts", at(""), act=toasts)
    camera.sheet("disconnected", at(""), break_line)
    camera.sheet("mismatch", at(""), other_mode)
    camera.take("filtered", at("?symbol=GOOG&status=closed"))
    backtest(camera, desk, at)
    camera.take("not-found", at("/999"))
    camera.take("sell-phone", at(""), screen="phone", act=open_dialog(".positions [data-sell]"))
    desk.ask("/api/paper/halt", {})
    camera.sheet("halted", at(""))
    desk.ask("/api/paper/resume", {})
    desk.ask("/api/paper/feed", {"speed": "0.001"})
    camera.sheet("stale", at(""), stop_prices)


def backtest(camera, desk, at):
    asked = {"symbols": ["GOOG"], "commission_rate": 0.001, "strategy": {"kind": "sma_cross"}}
    runs = [finished(desk, "runs", {**asked, "strategy": {
        "kind": "sma_cross", "fast": fast, "slow": slow}}) for fast, slow in ((10, 30), (20, 50))]
    sweep = finished(desk, "sweeps", {**asked, "vary": [
        {"name": "fast", "values": "5:25:2"}, {"name": "slow", "values": "30:60:3"}]})
    pages = {"backtest": "/backtest", "backtest-result": f"/backtests/{runs[0]}",
             "sweep": f"/sweeps/{sweep}", "compare": f"/compare?run={runs[0]}&run={runs[1]}"}
    for name, page in pages.items():
        for look in ("dark", "light"):
            camera.take(f"{name}-{look}", at(page), look)
        camera.take(f"{name}-phone", at(page), screen="phone", whole=True)
    camera.take("sweep-form", at("/sweep"))
    camera.take("backtests", at("/backtests"))


def finished(desk, kind, asked):
    run = desk.ask(f"/api/backtest/{kind}", asked)["run_id"]
    until(lambda: desk.ask(f"/api/backtest/runs/{run}")["state"] == "finished")
    return run


def of_ends(camera, desk):
    camera.sheet("empty", f"{desk.url}/trades?mode=paper")
    camera.take("empty-analysis", f"{desk.url}/trades/analysis?mode=paper")
    desk.step(10_000)
    camera.sheet("end-of-replay", f"{desk.url}/trades?mode=paper")


def of_live(camera, scene):
    at = go_live(scene)
    for look in ("dark", "light"):
        camera.take(f"live-{look}", at(""), look)
    camera.take("live-phone", at(""), screen="phone", whole=True)
    camera.take("back-to-paper", at(""), act=open_dialog("#mode-toggle"))
    camera.sheet("live", at(""))


def of_closed_market(camera, scene):
    camera.sheet("market-closed", go_live(scene)(""))


def of_exchange(camera, folder):
    """A desk that trades at an exchange, where something else trades as well."""
    (folder / "exchange").mkdir()
    exchange = Desk(folder / "exchange", [PROGRAM, "exchange", "--port", "0", "--always-open"])
    exchange.start()
    desk = Desk(folder, [PROGRAM, "serve", "--port", "0"], environment={
        "TANDEM_ALPACA_KEY": "test-key", "TANDEM_ALPACA_SECRET": "test-secret",
        "TANDEM_ALPACA_TRADING_URL": exchange.url, "TANDEM_ALPACA_DATA_URL": exchange.url}).start()
    until(lambda: desk.ask("/api/mode/readiness")["is_ready"])
    camera.sheet("ready", f"{desk.url}/trades?mode=paper", open_dialog("#mode-toggle"))
    desk.ask("/api/mode", {"mode": "live", "confirm_live": True})
    until(lambda: desk.ask("/api/live/quotes"))
    for symbol, qty in (("AAPL", 25), ("GOOG", 40)):
        desk.ask("/api/live/orders", {"symbol": symbol, "side": "buy", "qty": qty},
                 headers={"X-Confirm-Live-Trade": "true"})
    elsewhere = {"symbol": "MSFT", "qty": "12", "side": "buy", "type": "market",
                 "time_in_force": "day"}
    exchange.ask("/v2/orders", elsewhere, headers={
        "APCA-API-KEY-ID": "test-key", "APCA-API-SECRET-KEY": "test-secret"})
    until(lambda: len(desk.ask("/api/live/positions")) == 3)
    at = f"{desk.url}/trades?mode=live"
    for look in ("dark", "light"):
        camera.take(f"rehearsal-{look}", at, look)
    camera.take("rehearsal-phone", at, screen="phone", whole=True)
    camera.take("settings-live", f"{desk.url}/settings?mode=live", whole=True)
    desk.stop()
    exchange.stop()


def until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(f"not within {seconds} s")
        time.sleep(0.2)


def go_live(scene):
    for price in ("LIV 101.25", "AAPL 231.40", "GOOG 178.05"):
        scene.tell(f"quote {price}")
    scene.ask("/api/mode", {"mode": "live", "confirm_live": True})
    return lambda path: f"{scene.url}/trades{path}{'&' if '?' in path else '?'}mode=live"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--into", type=Path, default=REPOSITORY / "docs/screenshots")
    parser.add_argument("--only", help="only pictures whose name has this in it")
    asked = parser.parse_args()
    asked.into.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play, tempfile.TemporaryDirectory() as first, \
            tempfile.TemporaryDirectory() as second, tempfile.TemporaryDirectory() as third, \
            tempfile.TemporaryDirectory() as fourth, tempfile.TemporaryDirectory() as fifth:
        browser = play.chromium.launch(executable_path=CHROMIUM)
        camera = Camera(browser, asked.into, asked.only)
        for folder, act in ((Path(first), of_paper), (Path(second), of_ends)):
            import_series(folder)
            desk = serve(folder)
            if act is of_paper:
                trade(desk)
            act(camera, desk)
            desk.stop()
        for folder, now, act in (
                (third, "2026-01-22T15:00:00Z", of_live),
                (fourth, "2026-01-24T15:00:00Z", of_closed_market)):
            scene = Desk(Path(folder), [
                SCENES, "--port", "0", "--assets", REPOSITORY / "Public/vendor", "--wall", now,
                "--history", "midnight"]).start()
            act(camera, scene)
            scene.stop()
        of_exchange(camera, Path(fifth))
        browser.close()


if __name__ == "__main__":
    main()
