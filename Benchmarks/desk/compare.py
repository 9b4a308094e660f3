#!/usr/bin/env python3
"""Holds the desk against a minimal FastAPI server with comparable tables and the same durability, in one run.

Both serve 1,000,000 trades from a file of their own, one after the other on the same cores. An order of Tandem's counts
when intent, fill, trade, position and cash are committed, while prices tick 100 times a second; the baseline's counts
when its answer is there. Prints a table of ratios; status 1 when one is below its bound.
"""
import argparse
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
# Where the generator keeps them: MillionTrades in Benchmarks/Sources.
MILLION = "/tmp/tandem-million-trades.sqlite"
SYMBOLS = [f"SYM{number:03d}" for number in range(100)]
# Case, path of the baseline, path of Tandem, connections, the least ratio.
READS = [
    ("first page", "/api/paper/trades?page=1&page_size=20", "/api/paper/trades?page=1&page_size=20", 16, 15),
    ("page 5,000", "/api/paper/trades?page=5000&page_size=20", "/api/paper/trades?page=5000&page_size=20", 4, 5),
    ("30 days", "/api/paper/daily-summary?days=30", "/api/paper/daily-summary?days=30", 4, 20),
]
ORDERS = [(16, 3), (32, 3)]


def wrk(port, path, connections, seconds, script=None, name=""):
    """Requests a second of good answers, and the p99 in milliseconds."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "--latency"]
    if script:
        command += ["-s", os.path.join(HERE, script)]
    text = subprocess.run(
        command + [f"http://127.0.0.1:{port}{path}"] + (["--", name] if script else []),
        capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])
    count = int(re.search(r"(\d+) requests in", text)[1])
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    share = 1 - int(bad[1]) / count if bad else 1
    if share < 0.9:
        print(f"  {name} {path}: {100 - 100 * share:.1f} % of the answers were refusals", file=sys.stderr)
    number, unit = re.search(r"99%\s+([\d.]+)([a-z]+)", text).groups()
    return rate * share, float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[unit]


def ask(port, method, path, body=None):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", method=method, data=body and json.dumps(body).encode(),
        headers={"Content-Type": "application/json"} if body else {})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


class Server:
    """A server process with what it needs of memory."""

    def __init__(self, command, environment, port, probe):
        self.port = port
        self.process = subprocess.Popen(
            command, env=os.environ | environment, cwd=HERE, stdout=subprocess.DEVNULL)
        for _ in range(600):
            time.sleep(0.1)
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{probe}", timeout=5)
                return
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit(f"{command[0]} ended by itself")
        raise SystemExit(f"{command[0]} did not begin to answer")

    def megabytes(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1]) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait()


def baseline(folder, python, seconds):
    database = os.path.join(folder, "baseline.db")
    if not os.path.exists(database):
        subprocess.run([python, os.path.join(HERE, "baseline/gen_db.py"), database], check=True)
    work = os.path.join(folder, "baseline-run.db")
    shutil.copy(database, work)
    server = Server(
        [python, "-m", "uvicorn", "server:app", "--app-dir", os.path.join(HERE, "baseline"), "--port", "8097",
         "--no-access-log", "--log-level", "warning"],
        {"DESK_DB": work, "DESK_SYNC": "FULL"}, 8097, "/api/health")
    results = {}
    for name, path, _, connections, _ in READS:
        results[name] = wrk(server.port, path, connections, seconds)
    for connections, _ in ORDERS:
        results[f"orders at {connections}"] = wrk(
            server.port, "/api/paper/orders", connections, seconds, "orders.lua", "baseline")
    print(f"baseline: {server.megabytes():.0f} MB at most")
    server.stop()
    return results


def committed(database):
    """Fills on disk: intent, fill, trade, position and cash are one commit or two."""
    file = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return file.execute("SELECT max(rowid) FROM paper_fills").fetchone()[0]
    finally:
        file.close()


def hold(port):
    """Buys enough of each symbol that no sale is refused for want of shares."""
    for symbol in SYMBOLS:
        ask(port, "POST", "/api/paper/orders", {"symbol": symbol, "side": "buy", "order_type": "market", "qty": 200})


def tandem(folder, program, generator, seconds):
    if not os.path.exists(MILLION):
        subprocess.run(generator, check=True)
    work = os.path.join(folder, "tandem-run.sqlite")
    for end in ["", "-wal", "-shm"]:
        if os.path.exists(work + end):
            os.remove(work + end)
    shutil.copy(MILLION, work)
    server = Server(
        [program, "serve", "--port", "8098", "--database", work, "--symbols", ",".join(SYMBOLS)], {}, 8098,
        "/readyz")
    results = {}
    for name, _, path, connections, _ in READS:
        results[name] = wrk(server.port, path, connections, seconds)
    print(f"tandem: {server.megabytes():.0f} MB at most after reading")
    hold(server.port)
    for connections, _ in ORDERS:
        before, start = committed(work), time.monotonic()
        _, p99 = wrk(server.port, "/api/paper/orders", connections, seconds, "orders.lua", "tandem")
        passed = time.monotonic() - start
        results[f"orders at {connections}"] = ((committed(work) - before) / passed, p99)
    megabytes = server.megabytes()
    print(f"tandem: {megabytes:.0f} MB at most (bound: 150)")
    server.stop()
    return results, megabytes


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--folder", default=os.path.join(ROOT, ".build/bench-desk"))
    parser.add_argument("--program", default=os.path.join(ROOT, ".build/release/tandem"))
    parser.add_argument("--generator", default=os.path.join(ROOT, "Benchmarks/.build/release/bench") + " million-first-page")
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    slow = baseline(options.folder, options.python, options.seconds)
    fast, megabytes = tandem(options.folder, options.program, options.generator.split(), options.seconds)
    bounds = {name: bound for name, _, _, _, bound in READS}
    bounds |= {f"orders at {connections}": bound for connections, bound in ORDERS}
    print(f"{'case':<14}{'baseline /s':>14}{'Tandem /s':>14}{'ratio':>9}{'bound':>8}{'p99 ms':>10}")
    broken = megabytes >= 150
    for name, bound in bounds.items():
        ratio = fast[name][0] / slow[name][0]
        broken |= ratio < bound
        print(f"{name:<14}{slow[name][0]:>14.0f}{fast[name][0]:>14.0f}{ratio:>9.1f}{bound:>8}{fast[name][1]:>10.1f}")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
