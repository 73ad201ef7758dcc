"""What well-known packages say of small seeded inputs; see README.md beside this file.

Calls whose convention differs from Belay's keep their own value here; ReferenceTest names the difference and converts.
"""

import json
import math
import re
import sys
import warnings
from importlib.metadata import version

import arch.bootstrap
import empyrical
import jsharpe
import numpy as np
import pandas as pd
import pycalib.metrics
import quantstats.stats as qs
import scipy.special
import scipy.stats
import sklearn.metrics
import vectorbt as vbt

warnings.simplefilter("ignore")
CASH = 10_000.0
HOURS = 8760
PACKAGES = ["numpy", "pandas", "scipy", "empyrical-reloaded", "quantstats", "vectorbt", "jsharpe", "arch", "scikit-learn", "pycalib"]
rng = np.random.default_rng(20261122)


def plain(value):
    return float(value)


def curve(returns):
    """Equity at every close, as the inputs have it: eight decimals."""
    return np.round(CASH * np.cumprod(1 + returns), 8)


def curves():
    crash = 0.0018 + rng.standard_t(4, 400) * 0.005
    crash[50:60] -= 0.02
    mostly_out = np.where(np.arange(300) % 3 == 0, rng.normal(0.0012, 0.004, 300), 0.0)
    losing = rng.normal(-0.001, 0.01, 60)
    return {"fat tails and a crash": crash, "mostly out of the market": mostly_out, "losing": losing}


def of_curve(equity):
    index = pd.date_range("2025-01-01", periods=len(equity), freq="h")
    whole = np.concatenate([[CASH], equity])
    r = pd.Series(np.diff(whole) / whole[:-1], index=index)
    accessor = r.vbt.returns(freq="1h", year_freq="365 days")
    drawdowns = pd.Series(whole, index=pd.date_range("2024-12-31 23:00", periods=len(whole), freq="h")).vbt.drawdowns
    depth = (drawdowns.records["valley_val"] / drawdowns.records["peak_val"] - 1).to_numpy()
    record = drawdowns.records.iloc[int(np.argmin(depth))]
    return {
        "equity": [plain(x) for x in equity],
        "empyrical": {
            "total_return": plain(empyrical.cum_returns_final(r)),
            "annual_return": plain(empyrical.annual_return(r, annualization=HOURS)),
            "annual_volatility": plain(empyrical.annual_volatility(r, annualization=HOURS)),
            "sharpe_ratio": plain(empyrical.sharpe_ratio(r, annualization=HOURS)),
            "sortino_ratio": plain(empyrical.sortino_ratio(r, annualization=HOURS)),
            "calmar_ratio": plain(empyrical.calmar_ratio(r, annualization=HOURS)),
            "max_drawdown": plain(empyrical.max_drawdown(r)),
        },
        "quantstats": {
            "sharpe": plain(qs.sharpe(r, periods=HOURS)),
            "sortino": plain(qs.sortino(r, periods=HOURS)),
            "volatility": plain(qs.volatility(r, periods=HOURS)),
            "max_drawdown": plain(qs.max_drawdown(r)),
            "skew": plain(qs.skew(r)),
            "kurtosis": plain(qs.kurtosis(r)),
            "probabilistic_sharpe_ratio": plain(qs.probabilistic_sharpe_ratio(r, periods=HOURS, annualize=False)),
        },
        "vectorbt": {
            "total": plain(accessor.total()),
            "annualized": plain(accessor.annualized()),
            "annualized_volatility": plain(accessor.annualized_volatility()),
            "sharpe_ratio": plain(accessor.sharpe_ratio()),
            "sortino_ratio": plain(accessor.sortino_ratio()),
            "calmar_ratio": plain(accessor.calmar_ratio()),
            "max_drawdown": plain(accessor.max_drawdown()),
            "deepest_peak": int(record["peak_idx"]) - 1,
            "deepest_valley": int(record["valley_idx"]) - 1,
            "deepest_end": int(record["end_idx"]) - 1,
            "longest": int((drawdowns.records["end_idx"] - drawdowns.records["peak_idx"]).max()),
        },
        "scipy": {
            "skew": plain(scipy.stats.skew(r)),
            "kurtosis": plain(scipy.stats.kurtosis(r, fisher=False)),
        },
        "jsharpe": significance(r.to_numpy()),
        "arch": bootstrap(r.to_numpy()),
    }


def significance(r):
    sharpe = r.mean() / r.std(ddof=1)
    skew = scipy.stats.skew(r)
    kurtosis = scipy.stats.kurtosis(r, fisher=False)
    n = len(r)
    answer = {
        "probabilistic": {},
        "minimum_track_record": {},
        "expected_maximum": {},
    }
    # By itself jsharpe takes the variance under the benchmark and n; the papers of 2012 and 2014 that of the ratio found
    # and n - 1.
    variance = jsharpe.sharpe_ratio_variance(sharpe, n - 1, gamma3=skew, gamma4=kurtosis)
    for benchmark in (0.0, 0.02):
        answer["probabilistic"][str(benchmark)] = plain(
            jsharpe.probabilistic_sharpe_ratio(sharpe, SR0=benchmark, variance=variance)
        )
        if sharpe > benchmark:
            answer["minimum_track_record"][str(benchmark)] = plain(
                jsharpe.minimum_track_record_length(
                    sharpe, SR0=benchmark, gamma3=skew, gamma4=kurtosis, alpha=0.05
                )
            )
    for trials in (2, 10, 1000):
        answer["expected_maximum"][str(trials)] = plain(jsharpe.expected_maximum_sharpe_ratio(trials, 0.0009))
    return answer


def bootstrap(r):
    """Percentile intervals; random, so the test allows for that."""
    def figures(x):
        equity = np.concatenate([[1.0], np.cumprod(1 + x)])
        fall = 1 - (equity / np.maximum.accumulate(equity)).min()
        return np.array([x.mean(), x.mean() / x.std(ddof=1) * math.sqrt(HOURS), fall])

    interval = arch.bootstrap.StationaryBootstrap(6, r, seed=1).conf_int(figures, 20_000, method="percentile", size=0.9)
    return {
        "mean_block": 6,
        "confidence": 0.9,
        "mean": [plain(x) for x in interval[:, 0]],
        "sharpe": [plain(x) for x in interval[:, 1]],
        "max_drawdown": [plain(x) for x in interval[:, 2]],
    }


def trades():
    """Sixty round trips in vectorbt, each of its own quantity, with a fee of 0.1 %."""
    closes = np.round(100 * np.cumprod(1 + rng.normal(0.001, 0.02, 240)), 4)
    size = np.full(240, np.nan)
    for i in range(60):
        quantity = round(float(rng.uniform(0.1, 2)), 3)
        entry = 4 * i
        size[entry] = quantity
        size[entry + 1 + int(rng.integers(0, 3))] = -quantity
    portfolio = vbt.Portfolio.from_orders(pd.Series(closes), pd.Series(size), fees=0.001, init_cash=100_000, freq="1h")
    records = portfolio.trades.records
    closed = portfolio.trades
    return {
        "trades": [
            {
                "pnl": plain(t.pnl),
                "cost": plain(t.size * t.entry_price),
                "fees": plain(t.entry_fees + t.exit_fees),
                "bars": int(t.exit_idx - t.entry_idx),
            }
            for t in records.itertuples()
        ],
        "vectorbt": {
            "win_rate": plain(closed.win_rate()),
            "profit_factor": plain(closed.profit_factor()),
            "expectancy": plain(closed.expectancy()),
            "sqn": plain(closed.sqn()),
            "best": plain(closed.pnl.max()),
            "worst": plain(closed.pnl.min()),
            "average_win": plain(closed.winning.pnl.mean()),
            "average_loss": plain(closed.losing.pnl.mean()),
            "average_return": plain(closed.returns.mean()),
            "average_bars": plain(closed.duration.mean()),
        },
    }


def forecasts():
    p = np.round(rng.beta(1.2, 1.5, 500), 6)
    happened = rng.random(500) < p**1.3
    # Certain, and right: a certainty that was wrong is clipped differently everywhere.
    p[:2] = [0.0, 1.0]
    happened[:2] = [False, True]
    return {
        "probabilities": [plain(x) for x in p],
        "happened": [bool(x) for x in happened],
        "scikit-learn": {
            "brier_score_loss": plain(sklearn.metrics.brier_score_loss(happened, p)),
            "log_loss": plain(sklearn.metrics.log_loss(happened, p)),
        },
        "pycalib": {"binary_ECE": plain(pycalib.metrics.binary_ECE(happened, p, bins=10))},
    }


def normal():
    x = [-37.0, -12.5, -5.7, -4.0, -2.5, -1.0, -0.3, -1e-9, 0.0, 0.2, 0.6, 0.66, 0.67, 1.96, 3.3, 5.6, 5.7, 8.0]
    p = [1e-300, 1e-40, 1e-12, 1e-11, 0.001, 0.0749, 0.0751, 0.3, 0.5, 0.62, 0.925, 0.95, 0.999, 1 - 1e-10]
    return {
        "x": x,
        "cdf": [plain(scipy.special.ndtr(v)) for v in x],
        "p": p,
        "inverse": [plain(scipy.special.ndtri(v)) for v in p],
    }


def main():
    document = {
        "about": "Made by benchmarks/reference/figures.py; inputs are seeded, results are what the packages say.",
        "versions": {name: version(name) for name in PACKAGES},
        "cash": CASH,
        "bars_per_year": HOURS,
        "curves": {name: of_curve(curve(r)) for name, r in curves().items()},
        "trades": trades(),
        "forecasts": forecasts(),
        "normal": normal(),
    }
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        text = json.dumps(document, indent=1)
        # Lists on one line.
        out.write(re.sub(r"\[[^][{}]*\]", lambda found: " ".join(found.group().split()), text) + "\n")


if __name__ == "__main__":
    main()
