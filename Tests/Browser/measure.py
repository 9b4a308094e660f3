#!/usr/bin/env python3
"""Measures the trades page with 1,000,000 trades and 50 positions that tick 20 quotes a second:
weight, first contentful paint, layout shift, scripting. Status 1 when a bound is broken."""
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from channel import Channel
from conftest import CHROMIUM, PROGRAM, Desk, daily_bars
from playwright.sync_api import sync_playwright

TRADES, POSITIONS, QUOTES, SECONDS, LOADS = 1_000_000, 50, 20, 8, 9
BOUNDS = {
    "first contentful paint, ms": 300, "HTML, CSS and scripts, kB": 60,
    "the same with a chart, kB": 125, "fonts, kB": 57, "layout shift": 0.02,
    "scripting, % of a core": 10,
}


def names():
    return [f"S{number:02d}" for number in range(POSITIONS)]


def prepare(folder):
    for symbol in names():
        file = folder / f"{symbol}.csv"
        file.write_text(daily_bars(12))
        subprocess.run(
            [PROGRAM, "import", file, "--symbol", symbol], cwd=folder, check=True,
            capture_output=True)
    desk = serve(folder)
    desk.step()
    desk.order("buy", 1, "S00")
    desk.step()
    desk.order("sell", 1, "S00")
    desk.step()
    for symbol in names():
        desk.order("buy", 10, symbol)
    desk.step()
    desk.stop()
    multiply(folder / "tandem.sqlite")


def multiply(file):
    """Copies the closed trade: only the pages are measured, so the journal need not agree."""
    books = sqlite3.connect(file)
    columns = [row[1] for row in books.execute("PRAGMA table_info(paper_trades)")]
    kept = [name for name in columns if name not in ("id", "listed_on", "listed_at")]
    books.execute(f"""
        WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {TRADES})
        INSERT INTO paper_trades ({', '.join(kept)}, listed_on, listed_at)
        SELECT {', '.join(f't.{name}' for name in kept)},
            date(t.listed_on, '-' || (n / 2000 + 1) || ' days'),
            t.listed_at - (n / 2000 + 1) * 86400000000000 + n % 2000
        FROM numbers, (SELECT * FROM paper_trades WHERE status = 1 LIMIT 1) AS t""")
    books.execute(f"UPDATE paper_totals SET trades_closed = trades_closed + {TRADES}")
    sums = "sum(status = 0), sum(status = 1), sum(status = 2), coalesce(sum(realized_nanos), 0)"
    books.execute("DELETE FROM paper_days")
    books.execute(f"""INSERT INTO paper_days
        SELECT epoch, listed_on, {sums} FROM paper_trades GROUP BY 1, 2""")
    books.commit()
    books.close()


def serve(folder):
    return Desk(folder, [
        PROGRAM, "serve", "--feed", "replay", "--speed", "step", "--port", "0"]).start()


def weigh(browser, url):
    """Bytes over the wire by kind, of a browser that has nothing yet."""
    page = browser.new_context().new_page()
    Channel(page)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    kinds, sizes = {}, {}
    session.on("Network.responseReceived", lambda event: kinds.update(
        {event["requestId"]: (event["type"], event["response"]["url"])}))
    session.on("Network.loadingFinished", lambda event: sizes.update(
        {event["requestId"]: event["encodedDataLength"]}))
    page.goto(url)
    page.wait_for_timeout(1500)
    page.context.close()
    total = {}
    for key, (kind, address) in kinds.items():
        if "/ws" in address or kind in ("Fetch", "XHR", "Image", "Other"):
            continue
        total[kind] = total.get(kind, 0) + sizes.get(key, 0)
    return total


def paint(browser, url):
    """The first contentful paint, the median of loads that each find an empty cache and wait for
    a renderer to start, as in a new tab."""
    found = []
    for _ in range(LOADS):
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        Channel(page)
        page.goto(url)
        found.append(page.evaluate("""() => new Promise(resolve => {
            new PerformanceObserver(list => resolve(list.getEntries()
                .find(each => each.name === 'first-contentful-paint').startTime))
                .observe({ type: 'paint', buffered: true }) })"""))
        page.context.close()
    print(f"  painted first after {', '.join(f'{each:.0f}' for each in sorted(found))} ms,"
          " each with an empty cache and a new renderer")
    return sorted(found)[LOADS // 2]


def tick(browser, url):
    """Layout shift and the share of a core that scripts take while everything ticks."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    channel = Channel(page)
    page.goto(url)
    page.evaluate("""() => { window.shift = 0; new PerformanceObserver(list => {
        for (const each of list.getEntries()) if (!each.hadRecentInput) window.shift += each.value
    }).observe({ type: 'layout-shift', buffered: true }) }""")
    page.wait_for_timeout(1500)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def scripting():
        metrics = session.send("Performance.getMetrics")["metrics"]
        return {each["name"]: each["value"] for each in metrics}["ScriptDuration"]

    chance, sent = random.Random(7), 0
    start, before = time.monotonic(), scripting()
    while time.monotonic() - start < SECONDS:
        for _ in range(QUOTES // 10):
            for symbol in names():
                price = f"{100 + chance.random() * 10:.2f}"
                channel.quote(symbol, price)
                channel.send("position", {"symbol": symbol, "text": {
                    "current": price, "profit": f"+${price}", "profit_sign": "up"}}, seq=False)
                sent += 2
        page.wait_for_timeout(max(0, 100 * (int((time.monotonic() - start) * 10) + 1)
                                  - int((time.monotonic() - start) * 1000)))
    passed = time.monotonic() - start
    share = 100 * (scripting() - before) / passed
    shift = page.evaluate("() => window.shift")
    page.context.close()
    print(f"  {sent / passed:.0f} messages a second")
    return share, shift


def main():
    with sync_playwright() as play, tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        prepare(folder)
        desk = serve(folder)
        browser = play.chromium.launch(executable_path=CHROMIUM)
        url = desk.url + "/trades?mode=paper"
        plain = weigh(browser, url)
        chart = weigh(browser, desk.url + "/trades/chart?mode=paper&symbol=S00")
        share, shift = tick(browser, url)
        found = {
            "first contentful paint, ms": paint(browser, url),
            "HTML, CSS and scripts, kB": sum(
                size for kind, size in plain.items() if kind != "Font") / 1000,
            "the same with a chart, kB": sum(
                size for kind, size in chart.items() if kind != "Font") / 1000,
            "fonts, kB": plain.get("Font", 0) / 1000,
            "layout shift": shift, "scripting, % of a core": share,
        }
        browser.close()
        desk.stop()
    broken = False
    for name, value in found.items():
        verdict = "ok" if value < BOUNDS[name] else "BROKEN"
        broken = broken or verdict != "ok"
        print(f"  {name:28} {value:10.3f}   bound {BOUNDS[name]:>6}   {verdict}")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
