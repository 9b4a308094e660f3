"""Orders of all types, their sizes, and their ends."""

import unittest
import uuid
from decimal import Decimal

from alpaca.trading.enums import TimeInForce
from alpaca.trading.requests import (
    ReplaceOrderRequest, StopLimitOrderRequest, StopOrderRequest, TrailingStopOrderRequest)

from exchange import BUY, DAY, GTC, SELL, SYMBOL, ExchangeTest


class OrderTypes(ExchangeTest):
    def trailing(self, **more):
        return self.client.submit_order(TrailingStopOrderRequest(
            symbol=SYMBOL, qty=1, side=SELL, time_in_force=GTC, **more))

    def test_a_trailing_stop_shows_the_best_price_and_its_stop(self):
        self.hold(1)
        order = self.until(lambda: (lambda o: o if o.hwm else None)(
            self.order(self.trailing(trail_percent=5).id)))
        self.assertAlmostEqual(float(order.stop_price), float(order.hwm) * 0.95, places=4)

    def test_a_trail_is_replaced_and_keeps_the_best_price(self):
        self.hold(1)
        old = self.becomes(self.trailing(trail_price=20).id, "new")
        new = self.client.replace_order_by_id(old.id, ReplaceOrderRequest(trail=30))
        self.assertEqual(self.becomes(old.id, "replaced").replaced_by, new.id)
        self.assertEqual(float(self.becomes(new.id, "new").trail_price), 30)

    def test_a_stop_limit_waits_for_its_stop(self):
        order = self.client.submit_order(StopLimitOrderRequest(
            symbol=SYMBOL, qty=1, side=BUY, time_in_force=DAY,
            stop_price=self.near(1.1), limit_price=self.near(1.2)))
        self.assertEqual(self.becomes(order.id, "new").type.value, "stop_limit")

    def test_a_stop_that_is_reached_fills(self):
        self.hold(1)
        order = self.client.submit_order(StopOrderRequest(
            symbol=SYMBOL, qty=1, side=SELL, time_in_force=DAY, stop_price=self.near(1.05)))
        self.becomes(order.id, "filled")

    def test_ioc_and_fok_far_from_the_market_are_cancelled(self):
        for time in (TimeInForce.IOC, TimeInForce.FOK):
            self.becomes(self.limit(time_in_force=time).id, "canceled")

    def test_fok_at_the_market_fills_whole(self):
        order = self.limit(1.05, qty=50_000 // 400, time_in_force=TimeInForce.FOK)
        self.assertEqual(self.becomes(order.id, "filled").filled_qty, order.qty)

    def test_auction_orders_wait(self):
        for time in (TimeInForce.OPG, TimeInForce.CLS):
            self.becomes(self.limit(time_in_force=time).id, "new", "accepted")

    def test_extended_hours_are_for_limits(self):
        self.becomes(self.limit(extended_hours=True).id, "new")
        self.refused(422, 42210000, "extended hours", lambda: self.market(extended_hours=True))


class Sizes(ExchangeTest):
    def test_a_fraction_is_bought_and_sold_to_the_last_billionth(self):
        self.hold("0.123456789")
        self.assertEqual(self.client.get_open_position(SYMBOL).qty, "0.123456789")
        order = self.client.close_position(SYMBOL)
        self.becomes(order.id, "filled")
        self.until(lambda: not self.client.get_all_positions())

    def test_dollars_buy_shares(self):
        order = self.market(notional=250)
        self.assertIsNone(order.qty)
        self.assertEqual(Decimal(order.notional), 250)
        done = self.becomes(order.id, "filled")
        worth = float(done.filled_qty) * float(done.filled_avg_price)
        self.assertAlmostEqual(worth, 250, places=4)

    def test_dollars_sell_shares(self):
        self.hold(3)
        self.becomes(self.market(SELL, notional=100).id, "filled")
        self.assertLess(float(self.client.get_open_position(SYMBOL).qty), 3)

    def test_fractions_are_for_the_day_only(self):
        self.refused(422, 42210000, "fractional orders must be DAY",
                     lambda: self.market(qty=0.5, time_in_force=GTC))

    def test_a_fraction_cannot_be_sold_short(self):
        self.refused(422, 42210000, "cannot be sold short", lambda: self.market(SELL, 0.5))

    def test_less_than_a_dollar_is_refused(self):
        self.refused(422, 40010001, "notional must be >= 1.00",
                     lambda: self.market(notional=0.5))

    def test_the_step_of_prices_is_kept(self):
        body = {"symbol": SYMBOL, "qty": "1", "side": "buy", "type": "limit",
                "time_in_force": "day", "limit_price": "10.001"}
        answer = self.call("POST", "/orders", json=body)
        self.assertEqual((answer.status_code, answer.json()["code"]), (422, 42210000))
        self.assertIn("sub-penny", answer.json()["message"])
        for price in ("10.01", 10.01, "0.1234"):
            answer = self.call("POST", "/orders", json={**body, "limit_price": price})
            self.assertEqual(answer.status_code, 200, answer.text)


class Names(ExchangeTest):
    def test_any_characters_name_an_order(self):
        for name in ("a b+c/ü?&=%", "x" * 128, uuid.uuid4().hex):
            order = self.limit(client_order_id=name)
            self.assertEqual(self.client.get_order_by_client_id(name).id, order.id)
            self.client.cancel_order_by_id(order.id)
            self.refused(422, 40010001, "client_order_id must be unique",
                         lambda: self.limit(client_order_id=name))

    def test_a_malformed_id_is_no_unknown_one(self):
        for method in ("GET", "DELETE"):
            self.assertEqual(self.call(method, "/orders/abc").status_code, 422)
            self.assertEqual(self.call(method, f"/orders/{uuid.uuid4()}").status_code, 404)

    def test_a_replacement_has_its_own_name(self):
        old = self.becomes(self.limit().id, "new")
        name = uuid.uuid4().hex
        new = self.client.replace_order_by_id(
            old.id, ReplaceOrderRequest(qty=3, client_order_id=name))
        self.assertEqual((new.client_order_id, new.replaces), (name, old.id))
        self.refused(422, 42210000, "replaced", lambda: self.client.cancel_order_by_id(old.id))
        self.refused(422, 42210000, "replaced",
                     lambda: self.client.replace_order_by_id(old.id, ReplaceOrderRequest(qty=4)))


if __name__ == "__main__":
    unittest.main()
