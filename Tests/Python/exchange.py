"""A running `tandem exchange`, and what tests ask of it with the official client."""

import os
import subprocess
import time
import unittest

import requests
from alpaca.common.exceptions import APIError
from alpaca.data.historical import StockHistoricalDataClient
from alpaca.data.requests import StockLatestQuoteRequest
from alpaca.trading.client import TradingClient
from alpaca.trading.enums import OrderSide, TimeInForce
from alpaca.trading.requests import GetOrderByIdRequest, LimitOrderRequest, MarketOrderRequest

KEY, SECRET, SYMBOL = "K", "S", "AAPL"
BUY, SELL = OrderSide.BUY, OrderSide.SELL
DAY, GTC = TimeInForce.DAY, TimeInForce.GTC


class Exchange:
    """The program on a free port; it ends with the test."""

    def __init__(self, *arguments, state="--memory", key=KEY, secret=SECRET):
        command = [os.environ["TANDEM"], "exchange", "--port", "0", "--key", key, "--secret", secret]
        self.process = subprocess.Popen(
            command + [*arguments, *state.split()], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("Listening on "), line
        self.url = line.split()[-1]
        self.streams = self.url.replace("http", "ws")

    def end(self, kill=False):
        self.process.kill() if kill else self.process.terminate()
        status = self.process.wait(10)
        self.process.stdout.close()
        return status


class ExchangeTest(unittest.TestCase):
    """Tests that share an exchange; each begins flat."""

    arguments = ("--always-open", "--rate-limit", "0")

    @classmethod
    def setUpClass(cls):
        cls.exchange = Exchange(*cls.arguments)
        cls.client = TradingClient(KEY, SECRET, paper=True, url_override=cls.exchange.url)
        cls.client._retry = 0
        cls.data = StockHistoricalDataClient(KEY, SECRET, url_override=cls.exchange.url)

    @classmethod
    def tearDownClass(cls):
        assert cls.exchange.end() == 0

    def setUp(self):
        self.call("PATCH", "/account/configurations",
                  json={"suspend_trade": False, "no_shorting": False})
        self.call("DELETE", "/positions?cancel_orders=true")
        self.until(lambda: not self.client.get_all_positions())

    def call(self, method, path, **more):
        headers = {"APCA-API-KEY-ID": KEY, "APCA-API-SECRET-KEY": SECRET}
        return requests.request(
            method, self.exchange.url + "/v2" + path, headers=headers, timeout=10, **more)

    def until(self, probe, seconds=5):
        """Asks until the answer is yes, and returns it."""
        end = time.monotonic() + seconds
        while True:
            answer = probe()
            if answer:
                return answer
            self.assertLess(time.monotonic(), end, "it never came")
            time.sleep(0.02)

    def price(self):
        quote = self.data.get_stock_latest_quote(
            StockLatestQuoteRequest(symbol_or_symbols=SYMBOL))[SYMBOL]
        return quote.ask_price

    def near(self, factor):
        return round(self.price() * factor, 2)

    def market(self, side=BUY, qty=1, **more):
        more.setdefault("time_in_force", DAY)
        if "notional" in more:
            qty = None
        return self.client.submit_order(
            MarketOrderRequest(symbol=SYMBOL, side=side, qty=qty, **more))

    def limit(self, factor=0.9, side=BUY, qty=1, **more):
        more.setdefault("time_in_force", DAY)
        return self.client.submit_order(LimitOrderRequest(
            symbol=SYMBOL, side=side, qty=qty, limit_price=self.near(factor), **more))

    def order(self, identity, nested=False):
        return self.client.get_order_by_id(identity, GetOrderByIdRequest(nested=nested))

    def status(self, identity):
        return self.order(identity).status.value

    def becomes(self, identity, *statuses):
        return self.until(lambda: self.status(identity) in statuses) and self.order(identity)

    def hold(self, qty, side=BUY):
        self.becomes(self.market(side, qty).id, "filled")

    def refused(self, status, code, words, ask):
        """What is asked is refused with this status, code and message; returns the body."""
        with self.assertRaises(APIError) as caught:
            ask()
        self.assertEqual((caught.exception.status_code, caught.exception.code), (status, code))
        self.assertIn(words, caught.exception.message)
        return caught.exception
