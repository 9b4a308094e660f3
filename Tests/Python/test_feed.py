"""Pages of market data, and the limits of its socket."""

import json
import unittest
from datetime import datetime, timedelta, timezone

from alpaca.common.enums import Sort
from alpaca.data.enums import Adjustment
from alpaca.data.requests import StockBarsRequest, StockTradesRequest
from alpaca.data.timeframe import TimeFrame
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from exchange import KEY, SECRET, SYMBOL, ExchangeTest


def now():
    return datetime.now(timezone.utc).replace(second=0, microsecond=0)


class Pages(ExchangeTest):
    def bars(self, start, end, frame=TimeFrame.Minute, **more):
        return self.data.get_stock_bars(StockBarsRequest(
            symbol_or_symbols=more.pop("symbols", SYMBOL), timeframe=frame, start=start, end=end,
            **more)).data

    def test_both_ends_of_a_range_are_included(self):
        start = now() - timedelta(hours=1)
        bars = self.bars(start, start + timedelta(minutes=5))[SYMBOL]
        self.assertEqual([bar.timestamp for bar in bars],
                         [start + timedelta(minutes=n) for n in range(6)])

    def test_a_page_that_is_the_last_has_no_token(self):
        start = now() - timedelta(hours=1)
        path = (f"/stocks/bars?symbols={SYMBOL}&timeframe=1Min&start={start:%Y-%m-%dT%H:%M:%SZ}"
                f"&end={start + timedelta(minutes=4):%Y-%m-%dT%H:%M:%SZ}&limit=")
        self.assertIsNone(self.call("GET", path + "5").json()["next_page_token"])
        self.assertIsNotNone(self.call("GET", path + "4").json()["next_page_token"])

    def test_the_newest_of_a_long_range_come_first(self):
        end = now()
        bars = self.bars(end - timedelta(days=60), end, sort=Sort.DESC, limit=3)[SYMBOL]
        stamps = [bar.timestamp for bar in bars]
        self.assertEqual(stamps, sorted(stamps, reverse=True))
        self.assertLessEqual(end - stamps[0], timedelta(minutes=2))

    def test_a_limit_counts_over_all_symbols(self):
        start = now() - timedelta(minutes=10)
        bars = self.bars(start, start + timedelta(minutes=3), symbols=[SYMBOL, "MSFT"], limit=6)
        self.assertEqual({name: len(list_) for name, list_ in bars.items()},
                         {SYMBOL: 4, "MSFT": 2})

    def test_ranges_without_anything_are_empty(self):
        future = now() + timedelta(days=2)
        self.assertEqual(self.bars(future, future + timedelta(days=1)), {})
        self.assertEqual(self.bars(now() - timedelta(days=1), now(), symbols="ZZZZ"), {})
        trades = self.data.get_stock_trades(StockTradesRequest(
            symbol_or_symbols=SYMBOL, start=future, end=future)).data
        self.assertEqual(trades, {})

    def test_words_that_are_none_are_refused(self):
        for query in ("timeframe=1Min&sort=up", "timeframe=60Min", "timeframe=", "timeframe=2Day",
                      "timeframe=1Min&limit=0", "timeframe=1Min&page_token=x",
                      "timeframe=1Min&start=yesterday"):
            answer = self.call("GET", f"/stocks/bars?symbols={SYMBOL}&{query}")
            self.assertEqual(answer.status_code, 422, query)
        for adjustment in Adjustment:
            start = now() - timedelta(minutes=10)
            self.assertEqual(len(self.bars(start, start, adjustment=adjustment)[SYMBOL]), 1)


class Limits(ExchangeTest):
    arguments = ("--always-open", "--rate-limit", "0", "--data-symbols", "2",
                 "--data-connections", "1", "--limit-distance", "50")

    def open(self, feed="iex"):
        socket = connect(f"{self.exchange.streams}/v2/{feed}")
        self.addCleanup(socket.close)
        self.assertEqual(self.take(socket)["msg"], "connected")
        return socket

    def take(self, socket):
        return json.loads(socket.recv(5))[0]

    def say(self, socket, **command):
        socket.send(json.dumps(command))
        return self.take(socket)

    def authenticate(self, socket):
        return self.say(socket, action="auth", key=KEY, secret=SECRET)

    def test_one_client_at_a_time_with_so_many_symbols(self):
        first = self.open()
        self.assertEqual(self.authenticate(first)["msg"], "authenticated")
        answer = self.say(first, action="subscribe", quotes=["A", "B", "C"], bars=["*"])
        self.assertEqual((answer["T"], answer["code"]), ("error", 405))
        answer = self.say(first, action="subscribe", statuses=["A"], bars=["D", "E", "F"])
        self.assertEqual((answer["bars"], answer["quotes"]), (["D", "E", "F"], []))
        self.assertEqual(self.say(first, action="subscribe", news=["*"])["code"], 410)
        second = self.open()
        self.assertEqual(self.authenticate(second)["code"], 406)
        with self.assertRaises(ConnectionClosed):
            second.recv(5)
        first.close()
        self.until(lambda: self.authenticate(self.open()).get("msg") == "authenticated")

    def test_a_feed_that_is_not_to_be_had_says_so(self):
        self.assertEqual(self.authenticate(self.open("otc"))["msg"], "insufficient subscription")

    def test_a_limit_far_from_the_market_is_refused(self):
        self.refused(422, 42210000, "too far away", lambda: self.limit(0.4))
        self.refused(422, 42210000, "too far away", lambda: self.limit(1.6))
        self.becomes(self.limit(0.6).id, "new")

    def test_whoever_does_not_say_who_it_is_is_cut_off(self):
        socket = self.open()
        self.assertEqual(json.loads(socket.recv(9))[0]["code"], 404)
        with self.assertRaises(ConnectionClosed):
            socket.recv(5)


if __name__ == "__main__":
    unittest.main()
