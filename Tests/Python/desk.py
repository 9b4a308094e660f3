"""A running `tandem serve` that trades at an exchange, and what tests ask of it."""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import time

import requests

from exchange import KEY, SECRET

CONFIRM = {"X-Confirm-Live-Trade": "true"}
# Limits that a test of something else should not meet.
WIDE = {"live.orders_per_minute": "100000", "live.orders_per_day": "100000",
        "live.day_value": "1000000000", "live.repeat_seconds": "none",
        "live.open_positions": "100", "live.day_loss": "1000000"}


class Desk:
    """The program on a free port, with a folder of its own."""

    def __init__(self, exchange_url, folder=None):
        self.folder = folder or tempfile.mkdtemp(prefix="tandem-desk-")
        self.exchange_url = exchange_url
        self.start()

    @property
    def database(self):
        return os.path.join(self.folder, "tandem.sqlite")

    def start(self):
        environment = dict(
            os.environ, TANDEM_ALPACA_KEY=KEY, TANDEM_ALPACA_SECRET=SECRET,
            TANDEM_ALPACA_TRADING_URL=self.exchange_url, TANDEM_ALPACA_DATA_URL=self.exchange_url)
        self.log = open(os.path.join(self.folder, "log"), "a")
        self.process = subprocess.Popen(
            [os.environ["TANDEM"], "serve", "--port", "0", "--database", self.database],
            stdout=subprocess.PIPE, stderr=self.log, text=True, env=environment, cwd=self.folder)
        line = self.process.stdout.readline()
        assert line.startswith("Listening on "), (line, self.logged())
        self.url = line.split()[-1]

    def logged(self):
        return pathlib.Path(self.folder, "log").read_text()[-2000:]

    def kill(self):
        self.process.kill()
        self.process.wait(10)
        self.process.stdout.close()
        self.log.close()

    def end(self):
        self.process.terminate()
        status = self.process.wait(30)
        self.process.stdout.close()
        self.log.close()
        return status

    def ask(self, method, path, body=None, headers=None, timeout=30):
        fields = dict(headers or {})
        if body is not None or method in ("POST", "PUT", "PATCH"):
            fields["Content-Type"] = "application/json"
        return requests.request(
            method, self.url + path, data=None if body is None else json.dumps(body),
            headers=fields, timeout=timeout, allow_redirects=False)

    def get(self, path):
        answer = self.ask("GET", path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.json()

    def order(self, side, qty, symbol="AAPL", timeout=30, **more):
        body = {"symbol": symbol, "side": side, "qty": qty, **more}
        return self.ask("POST", "/api/live/orders", body, CONFIRM, timeout)

    def placed(self, *fields, **more):
        answer = self.order(*fields, **more)
        assert answer.status_code == 201, answer.text

    def widen(self):
        assert self.ask("PUT", "/api/settings", WIDE).status_code == 200

    def until(self, condition, seconds=20, why=lambda: ""):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return
            time.sleep(0.1)
        raise AssertionError(f"not within {seconds} s: {why()}")

    def readiness(self):
        return self.get("/api/mode/readiness")

    def become_ready(self, seconds=30):
        self.until(lambda: self.readiness()["is_ready"], seconds, self.readiness)

    def go_live(self):
        answer = self.ask("POST", "/api/mode", {"mode": "live", "confirm_live": True})
        assert answer.status_code == 200, answer.text
        self.priced()

    def go_paper(self):
        assert self.ask("POST", "/api/mode", {"mode": "paper"}).status_code == 200

    def priced(self, symbol="AAPL"):
        """The last price in live, once there is one."""
        self.until(lambda: self.price(symbol))
        return self.price(symbol)

    def price(self, symbol):
        quotes = self.get("/api/live/quotes")
        return next((quote["last"] for quote in quotes if quote["symbol"] == symbol), None)

    def held(self):
        return {each["symbol"]: each["qty"] for each in self.get("/api/live/positions")}


def operations():
    """The method and address of each operation that docs/openapi.yaml describes."""
    path, found = None, []
    for line in pathlib.Path("docs/openapi.yaml").read_text().splitlines():
        if match := re.match(r"  (/\S*):$", line):
            path = match[1]
        elif path and (match := re.match(r"    (get|post|put|patch|delete):$", line)):
            found.append((match[1].upper(), path))
    return found
