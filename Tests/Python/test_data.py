"""Market data over HTTP, and both sockets."""

import json
import threading
import time
import unittest
from datetime import datetime, timedelta, timezone

import msgpack
from alpaca.data.enums import Adjustment
from alpaca.data.requests import (
    StockBarsRequest, StockLatestBarRequest, StockLatestTradeRequest, StockQuotesRequest,
    StockSnapshotRequest, StockTradesRequest)
from alpaca.data.timeframe import TimeFrame, TimeFrameUnit
from alpaca.trading.stream import TradingStream
from websockets.sync.client import connect

from exchange import KEY, SECRET, SYMBOL, ExchangeTest


class Data(ExchangeTest):
    def bars(self, frame, hours=4, **more):
        end = datetime.now(timezone.utc)
        return self.data.get_stock_bars(StockBarsRequest(
            symbol_or_symbols=[SYMBOL, "MSFT"], timeframe=frame,
            start=end - timedelta(hours=hours), end=end, **more))

    def test_bars_of_all_lengths(self):
        for frame, hours in (
                (TimeFrame.Minute, 1), (TimeFrame(7, TimeFrameUnit.Minute), 3),
                (TimeFrame.Hour, 12), (TimeFrame.Day, 100), (TimeFrame.Week, 600)):
            bars = self.bars(frame, hours, adjustment=Adjustment.RAW).data
            self.assertEqual(set(bars), {SYMBOL, "MSFT"}, frame)
            stamps = [bar.timestamp for bar in bars[SYMBOL]]
            self.assertEqual(stamps, sorted(stamps))
            for bar in bars[SYMBOL]:
                self.assertLessEqual(bar.low, min(bar.open, bar.close))
                self.assertGreaterEqual(bar.high, max(bar.open, bar.close))

    def test_a_day_starts_at_midnight_in_new_york(self):
        for bar in self.bars(TimeFrame.Day, 100).data[SYMBOL]:
            self.assertIn((bar.timestamp.hour, bar.timestamp.minute), ((4, 0), (5, 0)))

    def test_pages_tell_everything_once(self):
        path = (f"/stocks/bars?symbols={SYMBOL},MSFT&timeframe=1Min&limit=50&start="
                + (datetime.now(timezone.utc) - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%SZ"))
        for sort in ("asc", "desc"):
            seen, token = [], ""
            while token is not None:
                page = self.call("GET", f"{path}&sort={sort}&page_token={token}").json()
                seen += [(s, b["t"]) for s, bars in page["bars"].items() for b in bars]
                token = page["next_page_token"]
            self.assertEqual(len(seen), len(set(seen)))
            self.assertGreater(len(seen), 200)

    def test_quotes_and_trades_of_a_range(self):
        end = datetime.now(timezone.utc)
        start = end - timedelta(seconds=30)
        quotes = self.data.get_stock_quotes(StockQuotesRequest(
            symbol_or_symbols=SYMBOL, start=start, end=end)).data[SYMBOL]
        self.assertGreater(len(quotes), 20)
        self.assertTrue(all(q.bid_price < q.ask_price for q in quotes))
        trades = self.data.get_stock_trades(StockTradesRequest(
            symbol_or_symbols=SYMBOL, start=start, end=end, limit=5)).data[SYMBOL]
        self.assertEqual(len(trades), 5)

    def test_the_latest_of_everything(self):
        one = dict(symbol_or_symbols=[SYMBOL, "ZZZZ"])
        self.assertEqual(set(self.data.get_stock_latest_bar(StockLatestBarRequest(**one))), {SYMBOL})
        trade = self.data.get_stock_latest_trade(StockLatestTradeRequest(**one))[SYMBOL]
        self.assertGreater(trade.price, 0)
        shot = self.data.get_stock_snapshot(StockSnapshotRequest(**one))[SYMBOL]
        for part in (shot.latest_trade, shot.latest_quote, shot.minute_bar, shot.daily_bar,
                     shot.previous_daily_bar):
            self.assertIsNotNone(part)

    def test_the_forms_of_one_symbol(self):
        for kind in ("bars", "quotes", "trades"):
            page = self.call("GET", f"/stocks/{SYMBOL}/{kind}?timeframe=1Min&limit=3&start="
                             + (datetime.now(timezone.utc) - timedelta(hours=1)).isoformat()
                             .replace("+", "%2B")).json()
            self.assertEqual((page["symbol"], len(page[kind])), (SYMBOL, 3))
            latest = self.call("GET", f"/stocks/{SYMBOL}/{kind}/latest").json()
            self.assertIn("t", latest[kind[:-1]])
        self.assertEqual(self.call("GET", "/stocks/bars?symbols=AAPL&timeframe=9Day").status_code,
                         422)


class Sockets(ExchangeTest):
    def test_quotes_in_messagepack_have_times(self):
        with connect(self.exchange.streams + "/v2/iex",
                     additional_headers={"Content-Type": "application/msgpack"}) as socket:
            def take():
                return msgpack.unpackb(socket.recv(5), timestamp=3)
            self.assertEqual(take(), [{"T": "success", "msg": "connected"}])
            socket.send(msgpack.packb({"action": "auth", "key": KEY, "secret": SECRET}))
            self.assertEqual(take()[0]["msg"], "authenticated")
            # The official client sends fragments.
            whole = msgpack.packb({"action": "subscribe", "quotes": [SYMBOL], "trades": ["*"]})
            socket.send(iter([whole[:5], whole[5:], b""]))
            self.assertEqual(take()[0]["trades"], ["*"])
            seen = {}
            while set(seen) != {"q", "t"}:
                for message in take():
                    seen[message["T"]] = message
            self.assertEqual(seen["q"]["S"], SYMBOL)
            self.assertIsInstance(seen["q"]["t"], datetime)

    def test_the_errors_of_the_data_socket(self):
        with connect(self.exchange.streams + "/v2/iex") as socket:
            json.loads(socket.recv(5))
            for text, code in (
                    ("nonsense", 400), ('{"action":"fly"}', 400),
                    ('{"action":"subscribe","bars":["A"]}', 401),
                    ('{"action":"auth","key":"x","secret":"y"}', 402)):
                socket.send(text)
                self.assertEqual(json.loads(socket.recv(5))[0]["code"], code, text)
            socket.send(json.dumps({"action": "auth", "key": KEY, "secret": SECRET}))
            self.assertEqual(json.loads(socket.recv(5))[0]["msg"], "authenticated")
            socket.send(json.dumps({"action": "auth", "key": KEY, "secret": SECRET}))
            self.assertEqual(json.loads(socket.recv(5))[0]["code"], 403)

    def test_trade_updates_come_in_order_and_in_messagepack_where_asked(self):
        with connect(self.exchange.streams + "/stream",
                     additional_headers={"Content-Type": "application/msgpack"}) as socket:
            def take():
                return msgpack.unpackb(socket.recv(5), timestamp=3)
            socket.send(msgpack.packb(
                {"action": "authenticate", "data": {"key_id": KEY, "secret_key": SECRET}}))
            self.assertEqual(take()["data"]["status"], "authorized")
            socket.send(msgpack.packb(
                {"action": "listen", "data": {"streams": ["trade_updates"]}}))
            take()
            order = self.market()
            events = []
            while not events or events[-1] != "fill":
                data = take()["data"]
                self.assertEqual(data["order"]["id"], str(order.id))
                events.append(data["event"])
            self.assertEqual(events, ["pending_new", "new", "fill"])

    def test_every_event_of_an_order_reaches_the_official_client(self):
        stream, seen = TradingStream(
            KEY, SECRET, paper=True, url_override=self.exchange.streams + "/stream"), []

        async def note(update):
            seen.append((update.event if isinstance(update.event, str) else update.event.value,
                         update.order.id))
        stream.subscribe_trade_updates(note)
        threading.Thread(target=stream.run, daemon=True).start()
        self.until(lambda: stream._running)
        time.sleep(0.2)
        order = self.limit()
        self.client.cancel_order_by_id(order.id)
        self.until(lambda: ("canceled", order.id) in seen)
        self.assertEqual([event for event, name in seen if name == order.id],
                         ["pending_new", "new", "pending_cancel", "canceled"])
        stream.stop()


if __name__ == "__main__":
    unittest.main()
