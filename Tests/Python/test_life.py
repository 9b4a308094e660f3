"""The exchange's own life: limits, restarts, hostility, and the conformance checks."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import requests
from alpaca.trading.client import TradingClient
from alpaca.trading.enums import OrderSide, TimeInForce
from alpaca.trading.requests import LimitOrderRequest, MarketOrderRequest

from exchange import KEY, SECRET, SYMBOL, Exchange

HEADERS = {"APCA-API-KEY-ID": KEY, "APCA-API-SECRET-KEY": SECRET}
CHECKS = Path(__file__).parent.parent / "Fixtures" / "alpaca_conformance.py"


class Life(unittest.TestCase):
    def exchange(self, *arguments, **more):
        exchange = Exchange(*arguments, **more)
        self.addCleanup(lambda: exchange.process.poll() is None and exchange.end(kill=True))
        return exchange

    def get(self, exchange, path, headers=HEADERS):
        return requests.get(exchange.url + "/v2" + path, headers=headers, timeout=10)

    def test_the_conformance_checks_pass(self):
        exchange = self.exchange("--always-open", "--rate-limit", "0")
        done = subprocess.run(
            [sys.executable, str(CHECKS), "--trading-url", exchange.url, "--data-url",
             exchange.url, "--key", KEY, "--secret", SECRET],
            capture_output=True, text=True, timeout=300)
        failures = [line for line in done.stdout.splitlines() if not line.startswith("PASS")]
        self.assertEqual(done.returncode, 0, "\n".join(failures))

    def test_calls_are_counted_apart_for_trading_and_data(self):
        exchange = self.exchange("--always-open", "--rate-limit", "5")
        answers = [self.get(exchange, "/clock") for _ in range(11)]
        self.assertIn(429, [answer.status_code for answer in answers])
        refused = [a for a in answers if a.status_code == 429][0]
        self.assertEqual(refused.json()["code"], 42910000)
        self.assertEqual(refused.headers["X-RateLimit-Limit"], "5")
        self.assertEqual(refused.headers["X-RateLimit-Remaining"], "0")
        self.assertGreater(int(refused.headers["X-RateLimit-Reset"]), 1_700_000_000)
        data = self.get(exchange, f"/stocks/quotes/latest?symbols={SYMBOL}")
        self.assertEqual(data.status_code, 200)

    def test_basic_authorization_is_as_good(self):
        exchange = self.exchange("--always-open")
        answer = requests.get(exchange.url + "/v2/account", auth=(KEY, SECRET), timeout=10)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.get(exchange, "/account", {}).status_code, 401)

    def test_all_is_there_after_a_sudden_end(self):
        with tempfile.TemporaryDirectory() as folder:
            state = f"--state {folder}/exchange.sqlite"
            first = self.exchange("--always-open", "--rate-limit", "0", state=state)
            client = TradingClient(KEY, SECRET, paper=True, url_override=first.url)
            bought = client.submit_order(MarketOrderRequest(
                symbol=SYMBOL, qty=2, side=OrderSide.BUY, time_in_force=TimeInForce.DAY))
            while client.get_order_by_id(bought.id).status.value != "filled":
                pass
            resting = client.submit_order(LimitOrderRequest(
                symbol=SYMBOL, qty=1, side=OrderSide.BUY, time_in_force=TimeInForce.GTC,
                limit_price=5))
            before = [self.get(first, path).json() for path in (
                "/orders?status=all", "/account/activities", "/account")]
            first.end(kill=True)
            second = self.exchange("--always-open", "--rate-limit", "0", state=state)
            after = [self.get(second, path).json() for path in (
                "/orders?status=all", "/account/activities", "/account")]
            self.assertEqual(after[:2], before[:2])
            self.assertEqual(after[2]["cash"], before[2]["cash"])
            client = TradingClient(KEY, SECRET, paper=True, url_override=second.url)
            self.assertEqual(client.get_open_position(SYMBOL).qty, "2")
            client.cancel_order_by_id(resting.id)
            client.close_all_positions()
            while client.get_all_positions():
                pass
            self.assertEqual(second.end(), 0)

    def test_a_hostile_exchange_fails_in_all_its_ways(self):
        exchange = self.exchange("--always-open", "--rate-limit", "0", "--faults", "3")
        seen = set()
        for number in range(300):
            try:
                seen.add(self.get(exchange, "/account").status_code)
            except requests.exceptions.RequestException:
                seen.add("lost")
        self.assertEqual(seen, {200, 429, 500, 504, "lost"})

    def test_a_closed_market_takes_orders_for_the_next_session(self):
        exchange = self.exchange("--rate-limit", "0")
        client = TradingClient(KEY, SECRET, paper=True, url_override=exchange.url)
        clock = client.get_clock()
        order = client.submit_order(LimitOrderRequest(
            symbol=SYMBOL, qty=1, side=OrderSide.BUY, time_in_force=TimeInForce.DAY,
            limit_price=5))
        status = client.get_order_by_id(order.id).status.value
        self.assertEqual(status, "new" if clock.is_open else "accepted")

    def test_a_replay_trades_at_the_prices_of_its_bars(self):
        samples = Path(__file__).parent.parent.parent / "samples" / "goog_daily.csv"
        exchange = self.exchange(
            "--always-open", "--rate-limit", "0", "--feed", "replay", "--speed", "20",
            "--bars", f"GOOG={samples}")
        client = TradingClient(KEY, SECRET, paper=True, url_override=exchange.url)
        order = client.submit_order(MarketOrderRequest(
            symbol="GOOG", qty=2, side=OrderSide.BUY, time_in_force=TimeInForce.GTC))
        while client.get_order_by_id(order.id).status.value != "filled":
            pass
        self.assertEqual(client.get_open_position("GOOG").qty, "2")
        self.assertEqual([a.symbol for a in client.get_all_assets()], ["GOOG"])

    def test_wrong_words_are_named(self):
        for arguments, words in (
                (["--feed", "x"], "synthetic, replay"), (["--multiplier", "3"], "1, 2 and 4"),
                (["--cash", "-1"], "--cash"), (["--feed", "replay"], "--bars")):
            done = subprocess.run(
                [os.environ["TANDEM"], "exchange", "--memory", *arguments],
                capture_output=True, text=True, timeout=20)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(words, done.stderr)


if __name__ == "__main__":
    unittest.main()
