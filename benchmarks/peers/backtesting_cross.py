"""Jobs A and B of docs/benchmarks.md with backtesting.py: backtesting_cross.py a|b DIR"""

import json
import pathlib
import sys
import time
import warnings

began = time.perf_counter()
warnings.simplefilter("ignore")

import pandas as pd
import backtesting
from backtesting import Strategy
from backtesting.lib import FractionalBacktest

backtesting.Backtest.tqdm = None
job, folder = sys.argv[1], pathlib.Path(sys.argv[2])


class Cross(Strategy):
    def init(self):
        close = pd.Series(self.data.Close)
        self.fast = self.I(lambda: close.ewm(span=12, adjust=False).mean())
        self.slow = self.I(lambda: close.ewm(span=26, adjust=False).mean())

    def next(self):
        now = self.fast[-1] - self.slow[-1]
        before = self.fast[-2] - self.slow[-2]
        if now > 0 and before <= 0 and not self.position:
            self.buy(size=0.9999)
        elif now < 0 and before >= 0 and self.position:
            self.position.close()


files = sorted(folder.glob("*.csv.gz"))
trades, equity = 0, 0.0
for file in files[:1] if job == "a" else files:
    table = pd.read_csv(file)
    table.index = pd.to_datetime(table.pop("open_time_ms"), unit="ms")
    table.columns = [name.capitalize() for name in table.columns]
    stats = FractionalBacktest(
        table, Cross, cash=10_000, commission=0.001, fractional_unit=1e-8, finalize_trades=False
    ).run()
    trades += int(stats["# Trades"])
    equity += float(stats["Equity Final [$]"])
print(
    json.dumps(
        {
            "trades": trades,
            "equity": equity,
            "seconds": time.perf_counter() - began,
            "version": backtesting.__version__,
        }
    )
)
