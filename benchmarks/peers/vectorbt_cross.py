"""The jobs of docs/benchmarks.md with vectorbt: vectorbt_cross.py a|b|c|d DIR [engine]

Prints trades, final equity and the seconds that the work took inside the process.
"""

import json
import pathlib
import sys
import time

began = time.perf_counter()

import numpy as np
import pandas as pd
import vectorbt as vbt

job, folder = sys.argv[1], pathlib.Path(sys.argv[2])
if len(sys.argv) > 3:
    vbt.settings["engine"] = sys.argv[3]


def csv(file):
    return pd.read_csv(file, index_col=0)


def columns():
    if job == "d":
        opens, closes = {}, {}
        for file in sorted(folder.glob("*.raw")):
            both = np.fromfile(file)
            opens[file.stem], closes[file.stem] = both[: len(both) // 2], both[len(both) // 2 :]
        return pd.DataFrame(opens), pd.DataFrame(closes)
    files = sorted(folder.glob("*.csv.gz"))
    tables = {file.name.split(".")[0]: csv(file) for file in (files[:1] if job in "ac" else files)}
    return (
        pd.DataFrame({name: table["open"] for name, table in tables.items()}),
        pd.DataFrame({name: table["close"] for name, table in tables.items()}),
    )


def ema(frame, span):
    return frame.ewm(span=span, adjust=False).mean()


def signals(difference):
    before = np.vstack([np.zeros((1, difference.shape[1])), difference[:-1]])
    up, down = (difference > 0) & (before <= 0), (difference < 0) & (before >= 0)
    up[0] = down[0] = False
    return up, down


def later(flags):
    return np.vstack([np.zeros((1, flags.shape[1]), dtype=bool), flags[:-1]])


opens, closes = columns()
if job == "c":
    close = closes.iloc[:, 0]
    averages = {span: ema(close.to_frame(), span).to_numpy()[:, 0] for span in range(2, 72)}
    difference = np.column_stack(
        [averages[fast] - averages[slow] for fast in range(2, 52) for slow in range(52, 72)]
    )
    count = difference.shape[1]
    opens = pd.DataFrame(np.repeat(opens.to_numpy(), count, axis=1))
    closes = pd.DataFrame(np.repeat(closes.to_numpy(), count, axis=1))
else:
    difference = (ema(closes, 12) - ema(closes, 26)).to_numpy()
up, down = signals(difference)
portfolio = vbt.Portfolio.from_signals(
    closes, later(up), later(down), price=opens, fees=0.001, init_cash=10_000, freq="1h"
)
value = portfolio.final_value()
equity = float(value.max() if job == "c" else value.sum())
trades = int(portfolio.trades.closed.count().sum())
print(
    json.dumps(
        {
            "trades": trades,
            "equity": equity,
            "seconds": time.perf_counter() - began,
            "version": vbt.__version__,
        }
    )
)
