"""A server's end of the live channel, for tests that say what comes and when."""
import json
import re


class Channel:
    """Stands in for `/ws`: what it sends, the page hears."""

    def __init__(self, page, stream="a1"):
        self.stream, self.seq, self.heard, self.routes = stream, 0, [], []
        self.is_dead = False
        page.route_web_socket(re.compile(r"/ws$"), self._opened)

    def _opened(self, route):
        self.routes.append(route)
        route.on_message(self._take)

    def _take(self, text):
        self.heard.append(json.loads(text))
        if not self.is_dead:
            self.send("snapshot", {}, seq=False)

    @property
    def snapshots(self):
        return sum(1 for each in self.heard if each.get("op") == "snapshot")

    def send(self, kind, data, seq=True, mode="paper"):
        message = {"stream": self.stream, "mode": mode, "market_time": "2025-11-10T21:00:00.000Z",
                   "t": 0, "type": kind, "data": data}
        if seq:
            self.seq += 1
            message["seq"] = self.seq
        self.routes[-1].send(json.dumps(message))

    def quote(self, symbol, last, **text):
        words = {"bid": last, "ask": last, "last": last, "age": "0 s", "change": "+1.00 %",
                 "change_sign": "up", **text}
        self.send("quote", {"symbol": symbol, "age_seconds": 0, "text": words}, seq=False)

    def close(self, code=1006, reason=""):
        self.routes[-1].close(code=code, reason=reason)
