#!/usr/bin/env python3
"""Times live orders against `tandem exchange`: request, durable intent, broker, acknowledgment, answer.

One client sends market orders on a connection that stays open, a buy and a sell in turn, each when the one before
has filled. What the exchange needs by itself is timed beside it, on the same machine in the same run.
"""
import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

BOUNDS = {"p50": 5, "p99": 25}
KEYS = {"APCA-API-KEY-ID": "test-key", "APCA-API-SECRET-KEY": "test-secret"}
WIDE = {"orders.default_stop_pct": "none", "live.orders_per_minute": "none", "live.orders_per_day": "none", "live.day_value": "1000000000",
        "live.repeat_seconds": "none", "live.day_loss": "1000000"}


class Program:
    def __init__(self, folder, command, environment=None):
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, text=True,
            env={**os.environ, **(environment or {})})
        line = self.process.stdout.readline()
        if not line.startswith("Listening on "):
            raise SystemExit(f"{command[1]} did not start: {line}")
        self.url = line.split()[-1]
        self.connection = http.client.HTTPConnection(self.url.split("//")[1], timeout=30)

    def ask(self, method, path, body=None, fields=None):
        data = None if body is None else json.dumps(body)
        self.connection.request(
            method, path, data, {"Content-Type": "application/json", **(fields or {})})
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {text.decode()}")
        return json.loads(text) if text else None

    def end(self):
        self.connection.close()
        self.process.terminate()
        self.process.wait(30)


def until(condition, what):
    for _ in range(3000):
        if condition():
            return
        time.sleep(0.01)
    raise SystemExit(f"not within 30 s: {what}")


def timed(count, send, rest=lambda number: None):
    """Milliseconds of each of `count` orders, after some that are not counted."""
    taken = []
    for number in range(count + 20):
        begin = time.perf_counter_ns()
        send(number)
        taken.append((time.perf_counter_ns() - begin) / 1e6)
        rest(number)
    return taken[20:]


def told(name, taken):
    cuts = statistics.quantiles(taken, n=100)
    figures = {"p50": cuts[49], "p90": cuts[89], "p99": cuts[98], "most": max(taken)}
    print(f"{name:24}" + "".join(f"{key:>6} {value:6.2f} ms" for key, value in figures.items()))
    return figures


def orders(desk, alone):
    def at_the_desk(number):
        body = {"symbol": "AAPL", "side": "sell" if number % 2 else "buy", "qty": 1}
        answer = desk.ask("POST", "/api/live/orders", body, {"X-Confirm-Live-Trade": "true"})
        if answer["status"] not in ("working", "filled", "partially_filled"):
            raise SystemExit(f"order {number} was not acknowledged: {answer}")

    def the_fill(number):
        is_held = number % 2 == 0
        until(lambda: (desk.ask("GET", "/api/live/positions") != []) == is_held, "the fill")

    def at_the_exchange(number):
        body = {"symbol": "F", "side": "buy", "qty": "1", "type": "market", "time_in_force": "day"}
        alone.ask("POST", "/v2/orders", body, KEYS)

    return at_the_desk, the_fill, at_the_exchange


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tandem", required=True, help="the release build")
    options.add_argument("--orders", type=int, default=1000, help="how many are timed")
    options = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="tandem-live-") as folder:
        # One by itself: what is traded there besides would be booked by the desk as external.
        alone, exchange = [open_exchange(options.tandem, os.path.join(folder, name)) for name in ("alone", "traded")]
        desk = Program(folder, [options.tandem, "serve", "--port", "0"], {
            "TANDEM_ALPACA_KEY": "test-key", "TANDEM_ALPACA_SECRET": "test-secret",
            "TANDEM_ALPACA_TRADING_URL": exchange.url, "TANDEM_ALPACA_DATA_URL": exchange.url})
        try:
            return measure(desk, alone, options.orders)
        finally:
            for each in (desk, exchange, alone):
                each.end()


def open_exchange(tandem, folder):
    os.mkdir(folder)
    return Program(folder, [tandem, "exchange", "--port", "0", "--always-open", "--rate-limit", "0"])


def measure(desk, alone, count):
    until(lambda: desk.ask("GET", "/api/mode/readiness")["is_ready"], "readiness")
    desk.ask("PUT", "/api/settings", WIDE)
    desk.ask("POST", "/api/mode", {"mode": "live", "confirm_live": True})
    until(lambda: any(each["symbol"] == "AAPL" for each in desk.ask("GET", "/api/live/quotes")), "a price")
    at_the_desk, the_fill, at_the_exchange = orders(desk, alone)
    told("the exchange by itself", timed(count, at_the_exchange))
    figures = told("through the desk", timed(count, at_the_desk, the_fill))
    broken = [key for key, bound in BOUNDS.items() if figures[key] >= bound]
    for key in broken:
        print(f"{key} is {figures[key]:.2f} ms; it must be under {BOUNDS[key]} ms")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
