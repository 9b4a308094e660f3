"""The script of the README does what the README says."""

import contextlib
import io
import pathlib
import re
import unittest

from exchange import Exchange


class Readme(unittest.TestCase):
    def test_the_ten_lines_trade_at_the_exchange(self):
        exchange = Exchange("--always-open", key="test-key", secret="test-secret")
        self.addCleanup(exchange.end)
        script = re.search(r"```python\n(.*?)```", pathlib.Path("README.md").read_text(), re.S)[1]
        self.assertLessEqual(len([line for line in script.splitlines() if line]), 10)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(script.replace("http://127.0.0.1:8090", exchange.url), {})
        self.assertRegex(printed.getvalue(), r"^OrderStatus\.\w+\n(MSFT 2 \d+\.?\d*\n)?$")
