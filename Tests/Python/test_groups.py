"""Orders that hang together: bracket, oco, oto."""

import unittest

from alpaca.trading.enums import OrderClass, QueryOrderStatus
from alpaca.trading.requests import (
    GetOrdersRequest, LimitOrderRequest, ReplaceOrderRequest, StopLossRequest, TakeProfitRequest)

from exchange import BUY, GTC, SELL, SYMBOL, ExchangeTest


class Groups(ExchangeTest):
    def group(self, kind, entry=0.95, target=1.1, stop=0.9, side=BUY, **more):
        price = self.near(target if kind == OrderClass.OCO else entry)
        return self.client.submit_order(LimitOrderRequest(
            symbol=SYMBOL, qty=2, side=side, time_in_force=GTC, order_class=kind,
            limit_price=price,
            take_profit=target and TakeProfitRequest(limit_price=self.near(target)),
            stop_loss=stop and StopLossRequest(stop_price=self.near(stop)), **more))

    def legs(self, order):
        legs = self.order(order.id, nested=True).legs or []
        return {leg.type.value: leg for leg in legs}

    def filled_bracket(self):
        order = self.group(OrderClass.BRACKET, entry=1.02)
        self.becomes(order.id, "filled")
        return order, self.legs(order)

    def test_the_target_works_and_the_stop_is_held_once_the_entry_has_filled(self):
        _, legs = self.filled_bracket()
        self.becomes(legs["limit"].id, "new")
        self.assertEqual(self.status(legs["stop"].id), "held")
        self.assertEqual(self.client.get_open_position(SYMBOL).qty_available, "0")

    def test_a_target_that_fills_ends_the_stop(self):
        order, legs = self.filled_bracket()
        target = self.client.replace_order_by_id(
            legs["limit"].id, ReplaceOrderRequest(limit_price=self.near(0.97)))
        self.becomes(target.id, "filled")
        self.becomes(legs["stop"].id, "canceled")
        self.assertEqual(self.legs(order)["limit"].id, target.id)

    def test_a_stop_that_is_reached_fills_and_ends_the_target(self):
        _, legs = self.filled_bracket()
        stop = self.client.replace_order_by_id(
            legs["stop"].id, ReplaceOrderRequest(stop_price=self.near(1.04)))
        self.becomes(stop.id, "filled")
        self.becomes(legs["limit"].id, "canceled", "replaced")
        self.until(lambda: not self.client.get_all_positions())

    def test_cancelling_one_cancels_all(self):
        order = self.group(OrderClass.BRACKET)
        legs = self.legs(order)
        self.client.cancel_order_by_id(order.id)
        for leg in legs.values():
            self.becomes(leg.id, "canceled")
        order, legs = self.filled_bracket()
        self.client.cancel_order_by_id(legs["stop"].id)
        self.becomes(legs["limit"].id, "canceled")

    def test_lists_nest_legs_or_tell_them_apart(self):
        order = self.group(OrderClass.BRACKET)

        def listed(nested):
            return {o.id: o for o in self.client.get_orders(GetOrdersRequest(
                status=QueryOrderStatus.ALL, nested=nested, limit=500))}
        legs = {leg.id for leg in self.legs(order).values()}
        self.assertEqual({leg.id for leg in listed(True)[order.id].legs}, legs)
        self.assertFalse(legs & set(listed(True)))
        self.assertTrue(legs <= set(listed(False)))

    def test_an_oco_guards_what_is_held(self):
        self.hold(2)
        order = self.group(OrderClass.OCO, side=SELL)
        self.becomes(order.id, "new")
        self.assertEqual(self.legs(order)["stop"].status.value, "held")
        self.refused(403, 40310000, "insufficient qty", lambda: self.market(SELL, 1))
        self.client.cancel_order_by_id(order.id)
        self.assertEqual(self.client.get_open_position(SYMBOL).qty_available, "2")

    def test_an_oco_without_shares_is_refused(self):
        self.refused(422, 42210000, "exit", lambda: self.group(OrderClass.OCO, side=SELL))

    def test_an_oto_has_one_leg(self):
        order = self.group(OrderClass.OTO, entry=1.02, target=None)
        self.becomes(order.id, "filled")
        self.becomes(self.legs(order)["stop"].id, "new")
        self.refused(422, 42210000, "exactly one", lambda: self.group(OrderClass.OTO))

    def test_a_bracket_needs_both_legs_in_their_order(self):
        answer = self.call("POST", "/orders", json={
            "symbol": SYMBOL, "qty": 1, "side": "buy", "type": "market", "time_in_force": "gtc",
            "order_class": "bracket", "take_profit": {"limit_price": self.near(1.1)}})
        self.assertEqual((answer.status_code, answer.json()["code"]), (422, 42210000))
        self.refused(422, 42210000, "take_profit.limit_price must be >",
                     lambda: self.group(OrderClass.BRACKET, target=0.8, stop=0.85))
        self.refused(422, 42210000, "base_price",
                     lambda: self.group(OrderClass.BRACKET, entry=0.9, stop=0.95))

    def test_a_bracket_is_an_entry(self):
        self.hold(2)
        self.refused(422, 42210000, "entry orders", lambda: self.group(
            OrderClass.BRACKET, side=SELL, entry=1.05, target=0.9, stop=1.1))

    def test_a_short_bracket_is_the_mirror(self):
        order = self.group(OrderClass.BRACKET, entry=0.98, target=0.9, stop=1.1, side=SELL)
        self.becomes(order.id, "filled")
        self.assertEqual({leg.side for leg in self.legs(order).values()}, {BUY})


if __name__ == "__main__":
    unittest.main()
