"""Jobs A and B of docs/benchmarks.md with nautilus_trader, for information: nautilus_cross.py a|b DIR

It fills a market order at the close of the candle that gave the signal, not at the next open, and rounds quantities
to the instrument's step, so equity is not the same; trades are.
"""

import json
import pathlib
import sys
import time
from decimal import Decimal

began = time.perf_counter()

import nautilus_trader
import pandas as pd
from nautilus_trader.backtest.engine import BacktestEngine, BacktestEngineConfig
from nautilus_trader.config import LoggingConfig
from nautilus_trader.model.currencies import USDT
from nautilus_trader.model.data import BarType
from nautilus_trader.model.enums import AccountType, OmsType, OrderSide
from nautilus_trader.model.identifiers import InstrumentId, Symbol, Venue
from nautilus_trader.model.instruments import CurrencyPair
from nautilus_trader.model.objects import Currency, Money, Price, Quantity
from nautilus_trader.persistence.wranglers import BarDataWrangler
from nautilus_trader.trading.strategy import Strategy

job, folder = sys.argv[1], pathlib.Path(sys.argv[2])
VENUE = Venue("SIM")


def instrument(name):
    base = Currency.from_str(name.removesuffix("USDT")) or Currency(name.removesuffix("USDT"), 8, 0, name, 1)
    return CurrencyPair(
        instrument_id=InstrumentId(Symbol(name), VENUE),
        raw_symbol=Symbol(name),
        base_currency=base,
        quote_currency=USDT,
        price_precision=8,
        size_precision=8,
        price_increment=Price.from_str("0.00000001"),
        size_increment=Quantity.from_str("0.00000001"),
        maker_fee=Decimal("0.001"),
        taker_fee=Decimal("0.001"),
        ts_event=0,
        ts_init=0,
    )


class Cross(Strategy):
    def __init__(self, bar_type, of):
        super().__init__()
        self.bar_type, self.of = bar_type, of
        self.fast = self.slow = None
        self.before = 0.0
        self.trades = 0

    def on_start(self):
        self.subscribe_bars(self.bar_type)

    def on_bar(self, bar):
        close = float(bar.close)
        if self.fast is None:
            self.fast = self.slow = close
            return
        self.fast += (close - self.fast) * 2 / 13
        self.slow += (close - self.slow) * 2 / 27
        now, before = self.fast - self.slow, self.before
        self.before = now
        positions = self.cache.positions_open(instrument_id=self.of.id)
        if now > 0 and before <= 0 and not positions:
            cash = float(self.portfolio.account(VENUE).balance_free(USDT))
            quantity = Quantity(cash * 0.9999 / (close * 1.001), 8)
            if quantity > 0:
                self.submit_order(self.order_factory.market(self.of.id, OrderSide.BUY, quantity))
        elif now < 0 and before >= 0 and positions:
            self.trades += 1
            self.submit_order(self.order_factory.market(self.of.id, OrderSide.SELL, positions[0].quantity))


files = sorted(folder.glob("*.csv.gz"))
trades, equity = 0, 0.0
for file in files[:1] if job == "a" else files:
    name = file.name.removesuffix(".csv.gz")
    table = pd.read_csv(file)
    table.index = pd.to_datetime(table.pop("open_time_ms") + 3_600_000, unit="ms", utc=True)
    of = instrument(name)
    bar_type = BarType.from_str(f"{of.id}-1-HOUR-LAST-EXTERNAL")
    engine = BacktestEngine(BacktestEngineConfig(logging=LoggingConfig(bypass_logging=True)))
    engine.add_venue(
        VENUE, OmsType.NETTING, AccountType.CASH, starting_balances=[Money(10_000, USDT)], base_currency=None
    )
    engine.add_instrument(of)
    engine.add_data(BarDataWrangler(bar_type, of).process(table))
    strategy = Cross(bar_type, of)
    engine.add_strategy(strategy)
    engine.run()
    account = engine.portfolio.account(VENUE)
    held = sum(float(p.quantity) for p in engine.cache.positions_open())
    trades += strategy.trades
    equity += float(account.balance_total(USDT)) + held * float(table["close"].iloc[-1])
    engine.dispose()
print(
    json.dumps(
        {
            "trades": trades,
            "equity": equity,
            "seconds": time.perf_counter() - began,
            "version": nautilus_trader.__version__,
        }
    )
)
