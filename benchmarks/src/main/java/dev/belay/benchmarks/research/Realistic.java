package dev.belay.benchmarks.research;

import dev.belay.data.CandleSource;
import dev.belay.data.GapPolicy;
import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.position.Direction;
import dev.belay.domain.strategy.Desk;
import dev.belay.domain.strategy.Strategy;
import dev.belay.engine.backtest.Backtest;
import dev.belay.engine.backtest.Entrant;
import dev.belay.engine.backtest.FillAt;
import dev.belay.engine.backtest.Outcome;
import dev.belay.engine.backtest.Rules;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.fill.Terms;
import dev.belay.strategies.indicators.Atr;
import dev.belay.strategies.indicators.Bollinger;
import dev.belay.strategies.indicators.Ema;
import dev.belay.strategies.indicators.Extreme;
import dev.belay.strategies.indicators.Macd;
import dev.belay.strategies.indicators.RealizedVolatility;
import dev.belay.strategies.indicators.Rsi;
import dev.belay.strategies.indicators.Sma;
import dev.belay.strategies.indicators.ZScore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A strategy of ten indicators with stops and trailing stops over every symbol of a folder, with
 * shared cash, on one thread: candles a second of ten runs in one process, loading apart. {@code
 * Realistic DIR}.
 */
final class Realistic {
  private static final int RUNS = 10;
  private static final double HOURS_A_YEAR = 8760;

  private Realistic() {}

  /** Follows a trend that has only begun, where the market is neither asleep nor mad. */
  private static final class Trend implements Strategy {
    private final Ema fast = new Ema(12);
    private final Ema slow = new Ema(48);
    private final Sma mean = new Sma(96);
    private final Rsi rsi = new Rsi(14);
    private final Atr atr = new Atr(14);
    private final Macd macd = new Macd();
    private final Bollinger bands = new Bollinger();
    private final ZScore score = new ZScore(96);
    private final RealizedVolatility volatility = new RealizedVolatility(168, HOURS_A_YEAR);
    private final Extreme highest = Extreme.highest(48);

    @Override
    public void onCandle(Candles candles, int index, Desk desk) {
      long fixed = candles.close(index);
      double close = fixed * 1e-8;
      double high = candles.high(index) * 1e-8;
      double before = highest.value();
      fast.add(close);
      slow.add(close);
      mean.add(fixed);
      rsi.add(close);
      double range = atr.add(high, candles.low(index) * 1e-8, close);
      macd.add(close);
      bands.add(close);
      score.add(close);
      volatility.add(close);
      highest.add(high);
      if (!volatility.isReady()) {
        return;
      }
      if (desk.isFlat()) {
        boolean begun = fast.value() > slow.value() && fixed > mean.value() && close >= before;
        boolean sane = rsi.value() < 80 && volatility.value() > 0.2 && volatility.value() < 3;
        if (begun && sane && macd.histogram() > 0 && bands.percentB() < 1.2 && score.value() < 4) {
          desk.enter(Direction.LONG);
          desk.stopAt(fixed - (long) (3 * range * 1e8));
          desk.trail(0.05);
        }
      } else if (fast.value() < slow.value()) {
        desk.exit();
      }
    }
  }

  public static void main(String[] args) {
    CandleSource source = CandleSource.of(Path.of(args[0]));
    List<Candles> all = new ArrayList<>();
    long candles = 0;
    for (Symbol symbol : source.symbols()) {
      all.add(source.load(symbol, Interval.H1, GapPolicy.LEAVE));
      candles += all.getLast().size();
    }
    long fee = Fixed.of("0.001");
    Rules rules = new Rules(10_000 * Fixed.ONE, new Terms.Costs(fee, fee, 0), FillAt.NEXT_OPEN, 1);
    StringBuilder times = new StringBuilder();
    Outcome outcome = null;
    for (int i = 0; i < RUNS; i++) {
      long began = System.nanoTime();
      outcome =
          Backtest.together(
              all.stream().map(each -> Entrant.of(each, new Trend())).toList(),
              rules,
              Backtest.FROM_THE_FIRST);
      double seconds = (System.nanoTime() - began) / 1e9;
      times.append(i == 0 ? "" : ", ").append("%.0f".formatted(candles / seconds));
    }
    System.out.printf(
        "{\"symbols\": %d, \"candles\": %d, \"trades\": %d, \"equity\": %.8f, \"candles_per_s\": [%s]}%n",
        all.size(),
        candles,
        outcome == null ? 0 : outcome.trips().size(),
        outcome == null ? 0 : outcome.equity() * 1e-8,
        times);
  }
}
