"""While paper is active nothing that changes anything reaches the trading host."""

import re
import time
import unittest

import requests

from desk import CONFIRM, Desk, operations
from exchange import Exchange
from recorder import Recorder

# They name live in their route, and work whatever mode is active.
BRAKES = {("POST", "/api/live/halt"), ("POST", "/api/live/resume"),
          ("POST", "/api/live/cancel-all"), ("POST", "/api/live/flatten"),
          ("DELETE", "/api/live/orders/{id}"), ("PUT", "/api/live/trades/{id}/protection")}
BRAKE_FORMS = re.compile(r"/forms/live/(halt|resume|cancel-all|flatten|orders/\d+/cancel"
                         r"|trades/\d+/protection)$")
ORDER = {"symbol": "AAPL", "side": "buy", "qty": 1}
BODIES = {
    "/api/mode": {"mode": "paper"}, "/api/paper/feed": {"advance": 1},
    "/api/settings": {"orders.default_stop_pct": "4"},
    "/api/backtest/runs": {"strategy": "sma_cross", "symbol": "AAPL"},
}
PAGES = ["/trades", "/trades/analysis", "/trades/chart?symbol=AAPL", "/trades/backtests",
         "/trades/backtest", "/settings", "/licences", "/trades/mode", "/trades/reset",
         "/trades/flatten", "/trades/cancel-all", "/trades/sell?symbol=AAPL",
         "/trades/protect?symbol=AAPL", "/trades/outlook?symbol=AAPL&qty=1&side=buy", "/live"]


class PaperSilence(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.exchange = Exchange("--always-open", "--rate-limit", "0")
        cls.addClassCleanup(cls.exchange.end)
        cls.recorder = Recorder(cls.exchange.url)
        cls.addClassCleanup(cls.recorder.end)
        cls.desk = Desk(cls.recorder.url)
        cls.addClassCleanup(cls.desk.end)
        cls.desk.become_ready()
        cls.desk.go_live()
        # Something is there that a stray request could change.
        cls.desk.placed("buy", 5)
        cls.desk.until(lambda: cls.desk.held() == {"AAPL": 5})
        price = cls.desk.priced("MSFT")
        cls.desk.placed("buy", 2, "MSFT", order_type="limit", limit_price=round(price * 0.98, 2),
                        time_in_force="gtc")
        cls.desk.go_paper()
        time.sleep(2)

    def setUp(self):
        self.recorder.take()

    def changes(self):
        time.sleep(0.5)
        return [asked for asked in self.recorder.take() if asked[0] != "GET"]

    def test_no_operation_of_the_api(self):
        done = 0
        for method, path in operations():
            if (method, path) in BRAKES:
                continue
            for number in ("1", "2", "3"):
                address = re.sub(r"\{\w+\}", number, path)
                body = BODIES.get(path, ORDER if "orders" in path else {})
                body = None if method in ("GET", "DELETE") else body
                self.desk.ask(method, address, body, CONFIRM)
                done += 1
                if "{" not in path:
                    break
        self.assertGreater(done, 60)
        self.assertEqual(self.changes(), [])

    def test_no_page_and_no_button(self):
        browser = requests.Session()
        forms = set()
        for page in PAGES:
            joint = "&" if "?" in page else "?"
            html = browser.get(f"{self.desk.url}{page}{joint}mode=paper").text
            forms |= set(re.findall(r'(?:form)?action="(/forms/[^"]+)"', html))
        token = re.search(r'name="form_token" value="([^"]+)"', html)[1]
        forms |= {form.replace("/paper/", "/live/") for form in forms}
        forms |= {f"/forms/live/orders/{number}/replace" for number in (1, 2, 3)}
        self.assertGreater(len(forms), 15)
        fields = {**{name: str(value) for name, value in ORDER.items()}, "form_token": token,
                  "confirm_live_trade": "on", "mode": "paper", "client_order_id": "one"}
        for form in sorted(forms):
            if not BRAKE_FORMS.match(form):
                browser.post(self.desk.url + form, data=fields, headers={"Origin": self.desk.url})
        self.assertEqual(self.changes(), [])

    def test_orders_of_paper_fill_and_stay_here(self):
        body = {"symbol": "IBM", "side": "buy", "qty": 3}
        self.assertEqual(self.desk.ask("POST", "/api/paper/orders", body).status_code, 201)
        self.desk.until(lambda: any(
            each["symbol"] == "IBM" for each in self.desk.get("/api/paper/positions")))
        self.assertEqual(self.changes(), [])

    def test_the_brakes_of_live_do_reach_the_host(self):
        self.assertEqual(self.desk.ask("POST", "/api/live/cancel-all", {}).status_code, 200)
        changed = self.changes()
        self.assertEqual([method for method, _ in changed], ["DELETE"])
        self.assertTrue(changed[0][1].startswith("/v2/orders/"))
