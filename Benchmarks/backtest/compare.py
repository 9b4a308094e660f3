#!/usr/bin/env python3
"""A crossing of two averages over the same bars, by tandem and by vectorbt: the same trades, the same
final equity, and how long each computes. Called by script/bench backtest.

Orders decided at a close fill at the next open, with all the cash, in whole shares, without costs.
Both load the file on their own, and that is reported apart. Status 1 where they do not agree.
"""
import argparse
import json
import subprocess
import sys
import time

import numpy as np
import pandas as pd
import vectorbt as vbt

FAST, SLOW, CASH = 10, 30, 100_000.0
# Dollars that vectorbt has more: where the cash is just what so many shares cost, a sum in binary numbers
# may come out below it, and buy a share less. Prices have cents, so that this buys none that cost too much.
NOISE = 1e-3


def tandem(program, bars):
    answer = subprocess.run(
        [program, "backtest", "--bars", bars, "--symbol", "AAA", "--strategy", "sma-cross", "--json",
         "--set", f"fast={FAST}", "--set", f"slow={SLOW}", "--cash", str(int(CASH))],
        check=True, capture_output=True, text=True)
    result = json.loads(answer.stdout)
    stats, timing = result["stats"], result["timing"]
    return (stats["n_closed_trades"], stats["final_equity"], timing["load_seconds"],
            timing["engine_cpu_seconds"])


def run(frame):
    close = frame["close"]
    fast = vbt.MA.run(close, FAST).ma
    slow = vbt.MA.run(close, SLOW).ma
    # By a part in a billion, since sums in binary numbers tie only nearly.
    distance, tie = fast - slow, 1e-9 * slow.abs()
    above, below = distance > tie, distance < -tie
    side = above.astype(np.int8) - below.astype(np.int8)
    before = side.shift(1, fill_value=0).where(slow.shift(1).notna())
    up, down = above & before.notna() & (before != 1), below & before.notna() & (before != -1)
    return vbt.Portfolio.from_signals(
        close, up.shift(1, fill_value=False), down.shift(1, fill_value=False), price=frame["open"],
        init_cash=CASH + NOISE, size=np.inf, size_granularity=1, fees=0, slippage=0, freq="1min")


def vectorbt(bars, repetitions):
    start = time.process_time()
    frame = pd.read_csv(bars)
    load = time.process_time() - start
    portfolio = run(frame)  # Compiles what it needs.
    trades, equity = int(portfolio.trades.closed.count()), float(portfolio.final_value())
    times = []
    for _ in range(repetitions):
        start = time.process_time()
        portfolio = run(frame)
        portfolio.trades.closed.count()
        portfolio.final_value()
        times.append(time.process_time() - start)
    return trades, equity, load, min(times)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tandem", required=True)
    parser.add_argument("--bars", required=True)
    parser.add_argument("--repetitions", type=int, default=5)
    options = parser.parse_args()
    count = sum(1 for _ in open(options.bars, "rb")) - 1
    ours = min((tandem(options.tandem, options.bars) for _ in range(options.repetitions)),
               key=lambda answer: answer[3])
    theirs = vectorbt(options.bars, options.repetitions)
    print(f"{'':10}{'trades':>9}{'final equity':>16}{'load s':>9}{'run s':>9}{'million bars/s':>16}")
    for name, (trades, equity, load, seconds) in (("tandem", ours), ("vectorbt", theirs)):
        rate = count / seconds / 1e6
        print(f"{name:10}{trades:9}{equity:16.2f}{load:9.3f}{seconds:9.3f}{rate:16.1f}")
    print(f"tandem computes {theirs[3] / ours[3]:.1f} times as fast, and loads "
          f"{theirs[2] / ours[2]:.1f} times as fast")
    if ours[0] != theirs[0] or abs(ours[1] - theirs[1]) > 0.01:
        sys.exit("they do not agree")


if __name__ == "__main__":
    main()
