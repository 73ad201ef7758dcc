package dev.belay.strategies.classic;

import dev.belay.domain.strategy.Parameter;
import dev.belay.domain.strategy.Parameters;
import dev.belay.domain.strategy.StrategyKind;
import java.util.List;

/** The strategies that come with Belay. */
public final class ClassicStrategies {
  private static final int LONGEST = 5000;

  private static final StrategyKind EMA_CROSS =
      new StrategyKind(
          "ema-cross",
          "Long while the fast exponential average of closes is above the slow one.",
          List.of(
              Parameter.whole("fast", "candles of the fast average", 1, LONGEST, 12),
              Parameter.whole("slow", "candles of the slow average", 2, LONGEST, 26)),
          ClassicStrategies::fastBelowSlow,
          p -> new EmaCross(p.whole("fast"), p.whole("slow")));

  private static final StrategyKind SMA_CROSS =
      new StrategyKind(
          "sma-cross",
          "Long while the fast mean of closes is above the slow one.",
          List.of(
              Parameter.whole("fast", "candles of the fast mean", 1, LONGEST, 20),
              Parameter.whole("slow", "candles of the slow mean", 2, LONGEST, 50)),
          ClassicStrategies::fastBelowSlow,
          p -> new SmaCross(p.whole("fast"), p.whole("slow")));

  private static final StrategyKind RSI_REVERSION =
      new StrategyKind(
          "rsi-reversion",
          "Long when the relative strength index is low, until it is high.",
          List.of(
              Parameter.whole("period", "candles of the index", 2, LONGEST, 14),
              Parameter.real("below", "enters below this index", 0, 100, 30),
              Parameter.real("above", "leaves above this index", 0, 100, 55)),
          p -> require(p.real("below") < p.real("above"), "below under above", p),
          p -> new RsiReversion(p.whole("period"), p.real("below"), p.real("above")));

  private static final StrategyKind DONCHIAN_TRAIL =
      new StrategyKind(
          "donchian-trail",
          "Long on a close above the highest of the candles before; out by a trailing stop.",
          List.of(
              Parameter.whole("entry", "candles of the channel", 1, LONGEST, 20),
              Parameter.real("trail_pct", "how far the stop lags, in steps of 0.1 %", 0.1, 10, 5)),
          p ->
              require(
                  Math.abs(p.real("trail_pct") * 10 - Math.rint(p.real("trail_pct") * 10)) < 1e-9,
                  "trail_pct in steps of 0.1",
                  p),
          p -> new DonchianTrail(p.whole("entry"), p.real("trail_pct")));

  private static final StrategyKind BUY_AND_HOLD =
      new StrategyKind(
          "buy-and-hold", "Buys at the start and never sells.", List.of(), p -> new BuyAndHold());

  private static final StrategyKind RANDOM =
      new StrategyKind(
          "random",
          "Long by chance, for a while: what costs alone do.",
          List.of(
              Parameter.whole("seed", "of the chance", 0, Integer.MAX_VALUE, 1),
              Parameter.real("probability", "of an entry on a candle", 0, 1, 0.02),
              Parameter.whole("hold", "candles until it leaves", 1, LONGEST, 24)),
          p -> new RandomEntries(p.whole("seed"), p.real("probability"), p.whole("hold")));

  private ClassicStrategies() {}

  /** In the order in which they are shown. */
  public static List<StrategyKind> all() {
    return List.of(EMA_CROSS, SMA_CROSS, RSI_REVERSION, DONCHIAN_TRAIL, BUY_AND_HOLD, RANDOM);
  }

  private static void fastBelowSlow(Parameters values) {
    require(values.whole("fast") < values.whole("slow"), "fast below slow", values);
  }

  private static void require(boolean holds, String what, Parameters values) {
    if (!holds) {
      throw new IllegalArgumentException("Expected %s, was %s".formatted(what, values));
    }
  }
}
