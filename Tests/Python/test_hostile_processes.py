"""Days of trading between real processes: a hostile exchange, and a desk that is killed.

TANDEM_FAULT_PROCESSES names the seeds: 7, or 1-20. What CI runs is 1-3.
"""

import os
import random
import subprocess
import tempfile
import threading
import time
import unittest
from decimal import Decimal

import requests

from desk import Desk
from exchange import KEY, SECRET, Exchange

HEADERS = {"APCA-API-KEY-ID": KEY, "APCA-API-SECRET-KEY": SECRET}
OPEN = {"pending", "working", "partially_filled", "unknown"}
SYMBOLS = ["AAPL", "MSFT", "IBM"]


def seeds():
    first, _, last = os.environ.get("TANDEM_FAULT_PROCESSES", "1-3").partition("-")
    return range(int(first), int(last or first) + 1)


class Day:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        state = os.path.join(tempfile.mkdtemp(prefix="tandem-exchange-"), "exchange.sqlite")
        self.exchange = Exchange("--always-open", "--rate-limit", "0", "--faults", str(seed),
                                 state=f"--state {state}")
        self.desk = Desk(self.exchange.url)
        self.desk.widen()
        self.names = []

    def asked(self, target):
        """What the exchange says itself, asked until it says something."""
        for _ in range(200):
            try:
                answer = requests.get(self.exchange.url + target, headers=HEADERS, timeout=5)
                if answer.status_code == 200:
                    return answer.json()
            except (requests.RequestException, ValueError):
                pass
            time.sleep(0.05)
        raise AssertionError(f"{target} is never answered")

    def go_live(self):
        # A hostile broker lets nobody be ready for long.
        def is_live():
            self.desk.ask("POST", "/api/mode", {"mode": "live", "confirm_live": True})
            return self.desk.get("/api/mode")["active_mode"] == "live"
        self.desk.until(is_live, 60, self.desk.readiness)

    def trade(self, moments):
        for _ in range(moments):
            self.act()
            time.sleep(self.chance.random() * 0.2)

    def act(self):
        symbol, name = self.chance.choice(SYMBOLS), f"o{len(self.names)}"
        kind, count = self.chance.randrange(8), self.chance.randint(1, 9)
        if kind == 7 and self.names:
            return self.cancel(self.chance.choice(self.names))
        self.names.append(name)
        more = {"client_order_id": name}
        price = self.desk.price(symbol)
        if kind == 3 and price:
            more |= {"stop_loss": f"{price * 0.97:.2f}",
                     "take_profit": f"{price * 1.04:.2f}"}
        if kind == 4 and price:
            more |= {"order_type": "limit", "limit_price": f"{price:.2f}", "time_in_force": "gtc"}
        self.send("sell" if kind in (5, 6) else "buy", count, symbol, more)

    def send(self, side, count, symbol, more):
        for _ in range(2):
            try:
                answer = self.desk.order(side, count, symbol, timeout=20, **more)
                if answer.status_code != 503:
                    return
            except requests.RequestException:
                return
        # Whatever became of it: the desk knows.

    def cancel(self, name):
        for order in self.desk.get(f"/api/live/orders?client_order_id={name}"):
            try:
                self.desk.ask("DELETE", f"/api/live/orders/{order['order_id']}", timeout=20)
            except requests.RequestException:
                pass

    def kill_amid_orders(self):
        """Kills the desk while orders are on their way, and starts it again."""
        def order(index):
            try:
                self.desk.order("buy", 1, SYMBOLS[index], client_order_id=f"k{index}-{len(self.names)}")
            except requests.RequestException:
                pass
        threads = [threading.Thread(target=order, args=(index,)) for index in range(3)]
        for thread in threads:
            thread.start()
        time.sleep(self.chance.random() * 0.15)
        self.desk.kill()
        for thread in threads:
            thread.join()
        self.desk.start()

    def settle(self):
        def is_settled():
            needs = {each["name"]: each for each in self.desk.readiness()["items"]}
            orders = self.desk.get("/api/live/orders?status=open")
            return needs["reconciled"]["is_met"] and not any(
                order["status"] in ("unknown", "pending") for order in orders)
        self.desk.until(is_settled, 240, lambda: (self.desk.readiness(), self.desk.logged()))

    def check(self):
        """Compares until both agree: the market goes on, and an order that rests may fill in between.
        The desk looks each minute, so what still differs after two is a fault."""
        end = time.monotonic() + 120
        while True:
            try:
                return self.compare()
            except AssertionError:
                if time.monotonic() > end:
                    raise
                time.sleep(1)

    def compare(self):
        """Books and exchange say the same: no order doubled, none lost."""
        here = {order["client_order_id"]: order
                for order in self.desk.get("/api/live/orders?status=all&limit=500")}
        there = {}
        for order in self.asked("/v2/orders?status=all&limit=500&nested=false"):
            name = order["client_order_id"]
            assert name not in there, f"{name} is doubled"
            there[name] = order
        for name, order in there.items():
            if name[0] in "ok" and "." not in name:
                assert name in here, f"{name} is lost"
                filled = (here[name]["filled_qty"], order["filled_qty"])
                assert Decimal(str(filled[0])) == Decimal(filled[1]), (name, filled)
        for name, order in here.items():
            if name[0] in "ok" and "." not in name and order["status"] not in ("rejected",):
                assert name in there, f"{name} never reached the exchange"
        positions = {each["symbol"]: Decimal(each["qty"]) for each in self.asked("/v2/positions")}
        held = {}
        for each in self.desk.get("/api/live/positions"):
            held[each["symbol"]] = held.get(each["symbol"], 0) + Decimal(str(each["qty"]))
        assert held == positions, (held, positions)
        cents = Decimal("0.01")
        cash = Decimal(self.asked("/v2/account")["cash"]).quantize(cents)
        assert Decimal(str(self.desk.get("/api/live/account")["cash"])).quantize(cents) == cash

    def end(self):
        assert self.desk.end() == 0
        self.exchange.end()
        doctor = subprocess.run(
            [os.environ["TANDEM"], "doctor", "--database", self.desk.database],
            capture_output=True, text=True)
        assert doctor.returncode == 0, doctor.stdout + doctor.stderr

    def play(self):
        self.go_live()
        self.trade(12)
        self.kill_amid_orders()
        self.trade(8)
        self.kill_amid_orders()
        self.settle()
        self.check()
        self.end()


class HostileProcesses(unittest.TestCase):
    def test_books_and_exchange_agree_after_each_day(self):
        faults = {}

        def play(seed):
            day = None
            try:
                day = Day(seed)
                day.play()
            except BaseException as fault:  # All of them are told at the end.
                faults[seed] = fault
                if day:
                    day.desk.process.kill()
                    day.exchange.process.kill()

        # Most of a day is waiting, so some are played at once.
        waiting = list(seeds())
        while waiting:
            some, waiting = waiting[:3], waiting[3:]
            threads = [threading.Thread(target=play, args=(seed,)) for seed in some]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual(faults, {}, "replay one by: script/faults --process SEED")
