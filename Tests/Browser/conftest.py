"""Desks and browsers for the tests: each test has a desk of its own, on a free port."""
import json
import os
import shutil
import subprocess
import urllib.request
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("TANDEM_BINARY", REPOSITORY / ".build/debug/tandem"))
SCENES = Path(os.environ.get("TANDEM_SCENES", REPOSITORY / ".build/debug/BrowserDesk"))
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
START_WAIT = 20


class Desk:
    """A program that serves pages, in a folder of its own."""

    def __init__(self, folder, command, environment=None):
        self.folder = folder
        self.command = [str(part) for part in command]
        self.environment = {**os.environ, **(environment or {})}
        self.process = None
        self.url = ""

    def start(self):
        log = open(self.folder / "log.txt", "ab")
        self.process = subprocess.Popen(
            self.command, cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=log, text=True, env=self.environment)
        line = self.process.stdout.readline()
        if not line.startswith("Listening on "):
            raise RuntimeError(f"no desk: {line} {(self.folder / 'log.txt').read_text()}")
        self.url = line.split()[-1]
        return self

    def stop(self):
        if self.process is None:
            return
        self.process.terminate()
        assert self.process.wait(timeout=START_WAIT) == 0
        self.process = None

    def restart(self):
        self.stop()
        return self.start_again()

    def start_again(self):
        """Starts where it was served before."""
        port = self.url.rsplit(":", 1)[-1]
        self.command[self.command.index("--port") + 1] = port
        return self.start()

    def tell(self, line):
        """Says a line to a scene, and waits for its answer."""
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def ask(self, path, body=None, method=None, headers=None):
        """Asks the API, as a program does."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.url + path, data=data, method=method or ("GET" if body is None else "POST"),
            headers={"Content-Type": "application/json", **(headers or {})})
        with urllib.request.urlopen(request, timeout=START_WAIT) as answer:
            return json.load(answer)

    def step(self, count=1):
        return self.ask("/api/paper/feed", {"advance": count})

    def order(self, side, qty, symbol="AAA", **more):
        return self.ask("/api/paper/orders", {"symbol": symbol, "side": side, "qty": qty, **more})


def daily_bars(count, price=100, start="2025-11-03", step=1.0):
    """Rows of day bars on weekdays, each a dollar above the one before."""
    from datetime import date, timedelta
    closed = {date(2025, 11, 27), date(2025, 12, 25), date(2026, 1, 1), date(2026, 1, 19)}
    day, rows = date.fromisoformat(start), ["time,open,high,low,close,volume"]
    while len(rows) <= count:
        if day.weekday() < 5 and day not in closed:
            at = price + step * (len(rows) - 1)
            rows.append(f"{day},{at:.2f},{at + 1.5:.2f},{at - 1.5:.2f},{at + 0.5:.2f},{100000 + len(rows)}")
        day += timedelta(days=1)
    return "\n".join(rows) + "\n"


@pytest.fixture
def desk_of(tmp_path):
    """Makes desks on a replay that goes on only when asked."""
    desks = []

    def make(bars=None, *options):
        for symbol, rows in (bars or {"AAA": daily_bars(40), "BBB": daily_bars(40, 50, step=-0.25)}).items():
            file = tmp_path / f"{symbol}.csv"
            file.write_text(rows)
            subprocess.run(
                [PROGRAM, "import", file, "--symbol", symbol], cwd=tmp_path, check=True,
                capture_output=True)
        desk = Desk(tmp_path, [
            PROGRAM, "serve", "--feed", "replay", "--speed", "step", "--port", "0", *options])
        desks.append(desk.start())
        return desk

    yield make
    for desk in desks:
        desk.stop()


@pytest.fixture
def desk(desk_of):
    """A desk that has shown five bars."""
    made = desk_of()
    made.step(5)
    return made


@pytest.fixture
def scene_of(tmp_path):
    """Makes desks whose live venue and clock are scripted."""
    scenes = []

    def make(*options):
        scene = Desk(tmp_path, [SCENES, "--port", "0", "--assets", REPOSITORY / "Public/vendor", *options])
        scenes.append(scene.start())
        return scene

    yield make
    for scene in scenes:
        scene.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {"executable_path": CHROMIUM, "headless": True}


@pytest.fixture(scope="session")
def browser_context_args():
    return {"viewport": {"width": 1440, "height": 900}, "locale": "de-DE", "timezone_id": "Asia/Tokyo"}


RESOURCES = REPOSITORY / "Sources/Web/Resources"


def show_from_sources(context):
    """Takes styles and scripts from the sources: to work on them without building."""
    if not os.environ.get("TANDEM_LIVE_RESOURCES"):
        return

    def answer(route):
        file = RESOURCES / route.request.url.rsplit("/", 1)[-1]
        route.fulfill(path=file) if file.is_file() else route.continue_()

    context.route("**/assets/**", answer)


def when_started(page, go):
    """Goes somewhere, and on when the page's scripts run: they wait for its first paint."""
    def gone(*arguments, **options):
        answer = go(*arguments, **options)
        if page.locator("script[src$='/start.js']").count():
            page.wait_for_selector("#link[data-state]", state="attached")
        return answer

    return gone


@pytest.fixture
def watched(context):
    """Every page of the context; the test fails on what its console complains of."""
    complaints = []

    def heard(message):
        # Fields of a refused form are told with a status that the console repeats.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def opened(page):
        page.goto, page.reload = when_started(page, page.goto), when_started(page, page.reload)
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))

    context.on("page", opened)
    show_from_sources(context)
    yield complaints
    assert complaints == []


@pytest.fixture
def page(watched, context):
    return context.new_page()


@pytest.fixture
def plain_page(browser):
    """A browser without scripts."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()
