"""What Alpaca does not have: a reset, and a past that is played with its splits and dividends."""

import tempfile
import unittest
from pathlib import Path

import requests
from alpaca.trading.client import TradingClient
from alpaca.trading.enums import OrderSide, TimeInForce
from alpaca.trading.requests import MarketOrderRequest

from exchange import KEY, SECRET, Exchange, ExchangeTest

HEADERS = {"APCA-API-KEY-ID": KEY, "APCA-API-SECRET-KEY": SECRET}
SAMPLES = Path(__file__).parent.parent.parent / "samples" / "goog_daily.csv"


class Reset(ExchangeTest):
    def test_a_reset_begins_the_account_again(self):
        self.hold(3)
        order = self.limit()
        reset = self.exchange.url + "/admin/reset"
        self.assertEqual(requests.post(reset, timeout=5).status_code, 401)
        self.assertEqual(requests.post(reset, headers=HEADERS, json={"cash": 0}, timeout=5)
                         .status_code, 422)
        answer = requests.post(reset, headers=HEADERS, json={"cash": "2500.5"}, timeout=5)
        self.assertEqual((answer.status_code, answer.json()["cash"]), (200, "2500.5"))
        self.assertEqual(self.client.get_all_positions(), [])
        self.assertEqual(self.call("GET", f"/orders/{order.id}").status_code, 404)
        self.assertEqual(self.call("GET", "/account/activities").json(), [])
        self.hold(1)
        self.assertEqual(requests.post(reset, headers=HEADERS, timeout=5).json()["cash"], "2500.5")


class Past(unittest.TestCase):
    def test_splits_and_dividends_of_a_replay(self):
        with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
            file.write("date,symbol,kind,value\n2004-09-01,GOOG,split,2:1\n"
                       "2004-09-02,GOOG,dividend,0.25\n")
            file.flush()
            exchange = Exchange(
                "--always-open", "--rate-limit", "0", "--feed", "replay", "--speed", "5",
                "--bars", f"GOOG={SAMPLES}", "--actions", file.name)
            self.addCleanup(exchange.end)
            client = TradingClient(KEY, SECRET, paper=True, url_override=exchange.url)
            client.submit_order(MarketOrderRequest(
                symbol="GOOG", qty=3, side=OrderSide.BUY, time_in_force=TimeInForce.GTC))
            told = []
            while len(told) < 3:
                told = client.get("/account/activities", {"direction": "asc"})
            self.assertEqual([a["activity_type"] for a in told], ["FILL", "SPLIT", "DIV"])
            self.assertEqual((told[1]["qty"], told[1]["date"]), ("3", "2004-09-01"))
            self.assertEqual((told[2]["net_amount"], told[2]["per_share_amount"]), ("1.5", "0.25"))
            self.assertEqual(client.get_open_position("GOOG").qty, "6")


if __name__ == "__main__":
    unittest.main()
