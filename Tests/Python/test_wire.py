"""What clients may send, and in which words they are refused."""

import unittest

import requests
from alpaca.trading.enums import QueryOrderStatus
from alpaca.trading.models import AccountConfiguration
from alpaca.trading.requests import (
    GetAssetsRequest, GetCorporateAnnouncementsRequest, GetOptionContractsRequest,
    GetOrdersRequest, LimitOrderRequest, ReplaceOrderRequest, StopLossRequest, TakeProfitRequest)

from exchange import GTC, SELL, SYMBOL, ExchangeTest


class Wire(ExchangeTest):
    def post(self, **fields):
        body = {"symbol": SYMBOL, "qty": "1", "side": "buy", "type": "limit",
                "time_in_force": "day", "limit_price": "10"}
        body.update(fields)
        return self.call("POST", "/orders",
                         json={name: value for name, value in body.items() if value is not None})

    def answers(self, answer, status, code, words):
        self.assertEqual((answer.status_code, answer.json()["code"]), (status, code), answer.text)
        self.assertIn(words, answer.json()["message"])


class Bodies(Wire):
    def test_the_noise_of_binary_fractions_is_no_digit(self):
        order = self.post(qty=0.1 + 0.2, limit_price=10.1 + 0.2).json()
        self.assertEqual((order["qty"], order["limit_price"]), ("0.3", "10.3"))
        self.answers(self.post(qty=0.1234567891), 422, 40010001, "decimal places")
        self.answers(self.post(qty="0.30000000000000004"), 422, 40010001, "decimal places")

    def test_any_finer_price_is_a_sub_penny(self):
        for price in ("10.0000000001", 10.0000000001, "10.001"):
            self.answers(self.post(limit_price=price), 422, 42210000, "sub-penny")

    def test_the_side_follows_from_the_intent(self):
        order = self.post(side=None, position_intent="buy_to_open").json()
        self.assertEqual(order["side"], "buy")
        self.answers(self.post(side=None), 422, 40010001, "side")

    def test_a_flag_that_is_none_is_refused(self):
        self.answers(self.post(extended_hours="perhaps"), 422, 40010001, "extended_hours")
        for field, value in (("suspend_trade", "perhaps"), ("no_shorting", 3),
                             ("max_options_trading_level", 9), ("dtbp_check", "never"),
                             ("max_margin_multiplier", "3"), ("trade_confirm_email", "some")):
            self.answers(self.call("PATCH", "/account/configurations", json={field: value}),
                         422, 40010001, field)

    def test_the_official_client_sets_the_configuration(self):
        configuration = self.client.get_account_configurations()
        configuration.suspend_trade = True
        changed = self.client.set_account_configurations(configuration)
        self.assertIsInstance(changed, AccountConfiguration)
        self.assertTrue(changed.suspend_trade)

    def test_legs_that_are_missing_are_named(self):
        market = dict(type="market", limit_price=None, time_in_force="gtc")
        self.answers(self.post(order_class="bracket", take_profit={"limit_price": 900}, **market),
                     422, 42210000, "bracket orders require stop_loss.stop_price")
        self.answers(self.post(order_class="bracket", stop_loss={"stop_price": 9}, **market),
                     422, 42210000, "bracket orders require take_profit.limit_price")

    def test_the_target_of_an_oco_is_its_limit(self):
        self.hold(1)
        order = self.client.submit_order(LimitOrderRequest(
            symbol=SYMBOL, qty=1, side=SELL, time_in_force=GTC, order_class="oco",
            limit_price=self.near(1.3), stop_loss=StopLossRequest(stop_price=self.near(0.8)),
            take_profit=TakeProfitRequest(limit_price=self.near(1.2))))
        self.assertAlmostEqual(float(order.limit_price), self.near(1.2), delta=self.near(0.05))

    def test_a_wash_trade_names_the_kind_of_what_is_opposite(self):
        self.hold(2)
        self.limit(1.1, SELL)
        answer = self.post(type="market", limit_price=None)
        self.answers(answer, 403, 40310000, "potential wash trade")
        self.assertEqual(answer.json()["reject_reason"], "opposite side limit order exists")

    def test_a_replacement_is_no_wash_trade_either(self):
        self.hold(2)
        buy = self.becomes(self.limit(0.9).id, "new")
        self.limit(1.1, SELL)
        self.refused(403, 40310000, "potential wash trade", lambda: (
            self.client.replace_order_by_id(
                buy.id, ReplaceOrderRequest(limit_price=self.near(1.2)))))
        self.assertEqual(self.status(buy.id), "new")

    def test_a_replacement_changes_something(self):
        order = self.becomes(self.limit().id, "new")
        self.refused(422, 40010001, "at least one",
                     lambda: self.client.replace_order_by_id(order.id))

    def test_a_filled_order_is_not_replaced(self):
        order = self.becomes(self.market().id, "filled")
        self.refused(422, 42210000, "filled", lambda: self.client.replace_order_by_id(
            order.id, ReplaceOrderRequest(qty=2)))


class Queries(Wire):
    def test_lists_of_orders_are_filtered(self):
        order = self.limit()
        for query, found in (("asset_class=us_equity", True), ("asset_class=crypto", False),
                             ("side=buy", True), ("side=sell", False),
                             ("symbols=MSFT", False), (f"symbols=MSFT,{SYMBOL}", True)):
            ids = [o["id"] for o in self.call("GET", f"/orders?{query}").json()]
            self.assertEqual(str(order.id) in ids, found, query)
        for query in ("direction=up", "side=both", "status=some", "limit=0", "limit=501",
                      "nested=perhaps", "after=yesterday"):
            answer = self.call("GET", f"/orders?{query}")
            self.answers(answer, 422, 40010001, query.split("=")[0])
        self.assertEqual(self.call("GET", "/orders?whatever=1").status_code, 200)

    def test_after_and_until_are_exclusive(self):
        one, two, three = [self.limit() for _ in range(3)]
        listed = self.client.get_orders(GetOrdersRequest(
            status=QueryOrderStatus.ALL, after=one.submitted_at, limit=500, direction="asc"))
        self.assertIn(two.id, [o.id for o in listed])
        stamp = self.call("GET", f"/orders/{three.id}").json()["submitted_at"]
        listed = self.call("GET", f"/orders?status=all&until={stamp}&limit=2").json()
        self.assertEqual([o["id"] for o in listed], [str(two.id), str(one.id)])

    def test_activities_are_filtered_and_paged_both_ways(self):
        for _ in range(3):
            self.hold(1)
        for direction in ("asc", "desc"):
            seen, token = [], ""
            while True:
                page = self.call("GET", f"/account/activities?direction={direction}&page_size=2"
                                 f"&page_token={token}").json()
                seen += [a["id"] for a in page]
                if len(page) < 2:
                    break
                token = page[-1]["id"]
            self.assertEqual(len(seen), len(set(seen)))
            self.assertGreaterEqual(len(seen), 3)
        self.assertEqual(self.call("GET", "/account/activities/DIV").json(), [])
        self.assertEqual(
            self.call("GET", "/account/activities?category=non_trade_activity").json(), [])
        self.assertEqual(self.call("GET", "/account/activities?date=2001-01-01").json(), [])
        for query in ("category=all", "date=today", "direction=up", "page_size=101",
                      "activity_types=FILL&category=trade_activity"):
            self.assertEqual(
                self.call("GET", f"/account/activities?{query}").status_code, 422, query)

    def test_a_history_has_the_timeframe_of_its_period(self):
        for period, frame in (("1D", "1Min"), ("1W", "15Min"), ("1M", "1D"), ("1A", "1D")):
            history = self.call("GET", f"/account/portfolio/history?period={period}").json()
            self.assertEqual(history["timeframe"], frame, period)
        self.assertEqual(self.client.get_portfolio_history().timeframe, "1D")

    def test_a_history_ends_with_what_is_true_now(self):
        self.hold(50)
        history = self.call("GET", "/account/portfolio/history?period=1M&timeframe=1D").json()
        equity = float(self.client.get_account().equity)
        self.assertAlmostEqual(history["equity"][-1], equity, delta=100)
        self.assertAlmostEqual(
            history["profit_loss"][-1], history["equity"][-1] - history["base_value"], places=6)
        early = self.call(
            "GET", "/account/portfolio/history?date_end=2025-06-30&period=1W&timeframe=1D").json()
        self.assertEqual(len(early["timestamp"]), 7)
        self.assertLess(early["timestamp"][-1], 1_751_400_000)
        for query in ("intraday_reporting=always", "pnl_reset=never", "period=1X", "timeframe=2Min",
                      "start=2025-01-01&end=2025-01-02&period=1D", "period=1A&timeframe=1Min"):
            self.assertEqual(
                self.call("GET", f"/account/portfolio/history?{query}").status_code, 422, query)

    def test_an_open_market_closes_before_it_opens_again(self):
        clock = self.client.get_clock()
        self.assertLess(clock.timestamp, clock.next_close)
        self.assertLess(clock.next_close, clock.next_open)

    def test_a_calendar_of_settlement_days(self):
        def dates(kind):
            return [day["date"] for day in self.call(
                "GET", f"/calendar?start=2025-07-07&end=2025-07-07&date_type={kind}").json()]
        self.assertEqual(dates("TRADING"), ["2025-07-07"])
        self.assertEqual(dates("SETTLEMENT"), ["2025-07-03"])  # The fourth is a holiday.

    def test_what_there_is_none_of_is_an_empty_list(self):
        self.assertEqual(self.client.get_corporate_announcements(GetCorporateAnnouncementsRequest(
            ca_types=["dividend"], since="2025-01-01", until="2025-01-31")), [])
        contracts = self.client.get_option_contracts(
            GetOptionContractsRequest(underlying_symbols=[SYMBOL]))
        self.assertEqual(contracts.option_contracts, [])
        self.refused(404, 40410000, "not found",
                     lambda: self.client.get_option_contract("AAPL250117C00150000"))
        self.assertEqual(self.client.get_all_assets(GetAssetsRequest(asset_class="crypto")), [])
        self.assertEqual(self.client.get_all_assets(GetAssetsRequest(attributes="ipo")), [])


class Routes(Wire):
    def test_a_wrong_method_is_told_the_right_ones(self):
        for method in ("PUT", "OPTIONS"):
            answer = self.call(method, "/orders")
            self.answers(answer, 405, 40510000, "method not allowed")
            self.assertEqual(answer.headers["Allow"], "POST, GET, DELETE")

    def test_a_head_is_answered_without_a_body(self):
        with requests.Session() as session:
            session.headers.update({"APCA-API-KEY-ID": "K", "APCA-API-SECRET-KEY": "S"})
            for _ in range(2):
                answer = session.head(self.exchange.url + "/v2/account", timeout=5)
                self.assertEqual((answer.status_code, answer.content), (200, b""))
            self.assertEqual(session.get(self.exchange.url + "/v2/clock", timeout=5).status_code, 200)

    def test_a_watchlist_is_reached_by_its_name(self):
        made = self.call("POST", "/watchlists", json={"name": "by name", "symbols": [SYMBOL, "MSFT"]})
        path = "/watchlists:by_name"
        named = self.call("GET", path + "?name=by+name").json()
        self.assertEqual(named["id"], made.json()["id"])
        left = self.call("DELETE", f"{path}/{SYMBOL}?name=by+name").json()
        self.assertEqual([a["symbol"] for a in left["assets"]], ["MSFT"])
        self.assertEqual(self.call("POST", path + "?name=by+name", json={"symbol": SYMBOL})
                         .json()["assets"][1]["symbol"], SYMBOL)
        self.assertEqual(self.call("DELETE", path + "?name=by+name").status_code, 204)
        self.assertEqual(self.call("GET", path + "?name=by+name").status_code, 404)


if __name__ == "__main__":
    unittest.main()
