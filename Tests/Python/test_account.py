"""What the account allows, and what it tells."""

import time
import unittest
from datetime import date

from alpaca.trading.enums import QueryOrderStatus
from alpaca.trading.requests import (
    ClosePositionRequest, CreateWatchlistRequest, GetCalendarRequest, GetOrdersRequest,
    GetPortfolioHistoryRequest, UpdateWatchlistRequest)

from exchange import BUY, SELL, SYMBOL, ExchangeTest


class Rules(ExchangeTest):
    def test_an_open_buy_holds_buying_power(self):
        before = float(self.client.get_account().buying_power)
        order = self.limit(qty=10)
        held = before - float(self.client.get_account().buying_power)
        self.assertAlmostEqual(held, 10 * float(order.limit_price), delta=200)
        self.client.cancel_order_by_id(order.id)
        self.assertAlmostEqual(float(self.client.get_account().buying_power), before, delta=200)

    def test_more_than_buying_power_is_refused_with_the_figures(self):
        error = self.refused(403, 40310000, "insufficient buying power",
                             lambda: self.market(qty=10_000_000))
        self.assertIn("cost_basis", str(error))

    def test_more_than_is_held_is_refused_with_the_figures(self):
        self.hold(2)
        error = self.refused(403, 40310000, "insufficient qty available",
                             lambda: self.market(SELL, 5))
        self.assertIn('"existing_qty":"2"', str(error))

    def test_an_open_sell_holds_shares(self):
        self.hold(3)
        self.limit(1.1, SELL, 2)
        position = self.client.get_open_position(SYMBOL)
        self.assertEqual((position.qty, position.qty_available), ("3", "1"))
        self.refused(403, 40310000, "insufficient qty", lambda: self.limit(1.2, SELL, 2))
        self.refused(403, 40310000, "insufficient qty",
                     lambda: self.client.close_position(SYMBOL))
        got = self.client.close_all_positions(cancel_orders=False)
        self.assertEqual(got[0].status, 403)

    def test_orders_of_both_sides_that_might_meet_are_a_wash_trade(self):
        self.hold(1)
        entry = self.limit(0.9)
        error = self.refused(403, 40310000, "potential wash trade", lambda: self.market(SELL, 1))
        self.assertIn(str(entry.id), str(error))
        self.refused(403, 40310000, "potential wash trade", lambda: self.limit(0.85, SELL))
        self.limit(1.1, SELL)

    def test_a_short_is_sold_and_bought_back(self):
        self.hold(2, SELL)
        position = self.client.get_open_position(SYMBOL)
        self.assertEqual((position.side.value, position.qty), ("short", "-2"))
        self.assertLess(float(position.market_value), 0)
        self.assertLess(float(self.client.get_account().short_market_value), 0)
        self.becomes(self.market(BUY, 2).id, "filled")
        self.assertEqual(self.client.get_all_positions(), [])

    def test_what_the_owner_stops_is_refused(self):
        self.call("PATCH", "/account/configurations", json={"suspend_trade": True})
        self.assertTrue(self.client.get_account().trade_suspended_by_user)
        self.refused(403, 40310000, "rejected by user request", self.market)
        self.call("PATCH", "/account/configurations",
                  json={"suspend_trade": False, "no_shorting": True})
        self.refused(403, 40310000, "short", lambda: self.market(SELL, 1))

    def test_long_and_short_entries_exclude_each_other(self):
        self.limit(0.9)
        self.refused(403, 40310000, "cannot open a short sell", lambda: self.limit(1.1, SELL))


class Figures(ExchangeTest):
    def test_a_part_of_a_position_is_closed_by_percent(self):
        self.hold(4)
        order = self.client.close_position(SYMBOL, ClosePositionRequest(percentage="25"))
        self.assertEqual(float(order.qty), 1)
        self.becomes(order.id, "filled")
        self.assertEqual(self.client.get_open_position(SYMBOL).qty, "3")

    def test_cash_and_position_are_exact(self):
        before = self.call("GET", "/account").json()["cash"]
        done = self.becomes(self.market(qty=3).id, "filled")
        after = self.call("GET", "/account").json()["cash"]
        from decimal import Decimal
        self.assertEqual(Decimal(before) - Decimal(after), Decimal(done.filled_avg_price) * 3)

    def test_activities_are_paged(self):
        for _ in range(3):
            self.hold(1)
        first = self.client.get("/account/activities/FILL", {"page_size": 2})
        rest = self.client.get(
            "/account/activities/FILL", {"page_size": 2, "page_token": first[-1]["id"]})
        ids = [a["id"] for a in first + rest]
        self.assertEqual(ids, sorted(ids, reverse=True))
        self.assertEqual(len(set(ids)), len(ids))

    def test_orders_are_paged(self):
        made = [self.limit(qty=1).id for _ in range(5)]
        listed = self.client.get_orders(GetOrdersRequest(
            status=QueryOrderStatus.OPEN, limit=2, direction="asc"))
        self.assertEqual([o.id for o in listed], made[:2])
        rest = self.call("GET", f"/orders?before_order_id={made[3]}&limit=2").json()
        self.assertEqual([o["id"] for o in rest], [str(made[2]), str(made[1])])

    def test_history_has_as_many_points_as_its_period(self):
        for period, frame in (("1D", "5Min"), ("1W", "1H"), ("1M", "1D")):
            history = self.client.get_portfolio_history(
                GetPortfolioHistoryRequest(period=period, timeframe=frame))
            self.assertEqual(len(history.timestamp), len(history.equity))
            self.assertGreater(len(history.timestamp), 0)

    def test_half_days_and_holidays(self):
        days = self.client.get_calendar(
            GetCalendarRequest(start=date(2025, 11, 27), end=date(2025, 11, 28)))
        self.assertEqual([str(d.date) for d in days], ["2025-11-28"])
        self.assertEqual(days[0].close.strftime("%H:%M"), "13:00")

    def test_the_clock_has_new_yorks_offset(self):
        clock = self.call("GET", "/clock").json()
        for name in ("timestamp", "next_open", "next_close"):
            self.assertRegex(clock[name], r"-0[45]:00$")
        self.assertTrue(clock["is_open"])

    def test_assets(self):
        self.assertEqual(self.call("GET", "/assets/ZZZZ").status_code, 404)
        self.assertEqual(self.call("GET", "/assets?status=inactive").json(), [])
        self.assertIn("easy_to_borrow", self.call("GET", f"/assets/{SYMBOL}").json())

    def test_a_watchlist_from_its_making_to_its_end(self):
        name = f"list {time.time_ns()}"
        made = self.client.create_watchlist(CreateWatchlistRequest(name=name, symbols=[SYMBOL]))
        self.client.add_asset_to_watchlist_by_id(made.id, "MSFT")
        one = self.client.get_watchlist_by_id(made.id)
        self.assertEqual([a.symbol for a in one.assets], [SYMBOL, "MSFT"])
        self.client.remove_asset_from_watchlist_by_id(made.id, SYMBOL)
        self.client.update_watchlist_by_id(made.id, UpdateWatchlistRequest(name=name + "!"))
        self.assertIn(made.id, {w.id for w in self.client.get_watchlists()})
        self.client.delete_watchlist_by_id(made.id)
        self.assertEqual(self.call("GET", f"/watchlists/{made.id}").status_code, 404)


if __name__ == "__main__":
    unittest.main()
