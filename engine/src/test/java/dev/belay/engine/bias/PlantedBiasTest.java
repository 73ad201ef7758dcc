package dev.belay.engine.bias;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Candles;
import dev.belay.domain.position.Direction;
import dev.belay.domain.strategy.Desk;
import dev.belay.domain.strategy.Strategy;
import dev.belay.engine.backtest.FillAt;
import dev.belay.engine.backtest.Rules;
import dev.belay.engine.fill.Terms;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strategies that know the future, each in a way that somebody has really got it wrong. */
class PlantedBiasTest {
  private static final Rules RULES =
      new Rules(10_000L * 100_000_000L, new Terms.Costs(100_000, 100_000, 0), FillAt.NEXT_OPEN, 1);
  private static final Candles CANDLES = Walk.of(7, 1500);

  /** A planted bias, told by what it is. */
  record Planted(String name, Supplier<Strategy> strategy) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static void go(Desk desk, boolean in) {
    if (in) {
      desk.enter(Direction.LONG);
    } else {
      desk.exit();
    }
  }

  private static int next(Candles candles, int index) {
    return Math.min(index + 1, candles.size() - 1);
  }

  private static double mean(Candles candles, int from, int to) {
    return LongStream.range(from, to).map(i -> candles.close((int) i)).average().orElseThrow();
  }

  static Stream<Planted> biases() {
    Map<String, Supplier<Strategy>> all = new LinkedHashMap<>();
    all.put("the next close", () -> (c, i, desk) -> go(desk, c.close(next(c, i)) > c.close(i)));
    all.put(
        "the next close, beyond the end",
        () -> (c, i, desk) -> go(desk, c.close(i + 1) > c.close(i)));
    all.put("the next open", () -> (c, i, desk) -> go(desk, c.open(next(c, i)) > c.open(i)));
    all.put(
        "the high of the candle it buys in",
        () -> (c, i, desk) -> go(desk, c.high(next(c, i)) > c.close(i) * 1.004));
    all.put(
        "the volume of the next candle",
        () -> (c, i, desk) -> go(desk, c.volume(next(c, i)) > 500_000));
    all.put(
        "the mean of all of history",
        () -> (c, i, desk) -> go(desk, c.close(i) < mean(c, 0, c.size())));
    all.put(
        "scaled by the highest of all of history",
        () ->
            (c, i, desk) ->
                go(
                    desk,
                    c.close(i)
                        < 0.9
                            * LongStream.range(0, c.size())
                                .map(j -> c.high((int) j))
                                .max()
                                .orElseThrow()));
    all.put(
        "a pivot told before the candles that confirm it",
        () ->
            (c, i, desk) -> {
              boolean pivot = i >= 2;
              for (int j = Math.max(0, i - 2); j <= Math.min(i + 2, c.size() - 1); j++) {
                pivot &= c.low(j) >= c.low(i);
              }
              if (pivot) {
                desk.enter(Direction.LONG);
              } else if (!desk.isFlat() && i % 10 == 0) {
                desk.exit();
              }
            });
    all.put(
        "a centred average",
        () ->
            (c, i, desk) ->
                go(desk, c.close(i) < mean(c, Math.max(0, i - 5), Math.min(c.size(), i + 6))));
    all.put(
        "the four-hour candle that has not closed",
        () ->
            (c, i, desk) -> {
              int last = Math.min(c.size() - 1, i / 4 * 4 + 3);
              go(desk, c.close(last) > c.open(i / 4 * 4));
            });
    all.put(
        "the day's low as its stop",
        () ->
            (c, i, desk) -> {
              if (desk.isFlat() && i % 24 == 0) {
                long low =
                    LongStream.range(i, Math.min(c.size(), i + 24))
                        .map(j -> c.low((int) j))
                        .min()
                        .orElseThrow();
                desk.enter(Direction.LONG);
                desk.stopAt(low - 1);
              } else if (i % 24 == 23) {
                desk.exit();
              }
            });
    all.put(
        "a threshold of quantiles of all returns",
        () ->
            (c, i, desk) -> {
              double[] all24 =
                  LongStream.range(24, c.size())
                      .mapToDouble(j -> (double) c.close((int) j) / c.close((int) j - 24))
                      .sorted()
                      .toArray();
              double threshold = all24.length == 0 ? 1 : all24[all24.length * 9 / 10];
              go(desk, i >= 24 && (double) c.close(i) / c.close(i - 24) > threshold);
            });
    all.put(
        "out before the end", () -> (c, i, desk) -> go(desk, i % 50 < 25 && c.size() - i > 100));
    all.put(
        "rarely, but then",
        () ->
            (c, i, desk) -> {
              boolean peeks = i % 97 == 0 && c.close(next(c, i)) > c.close(i);
              if (peeks) {
                desk.enter(Direction.LONG);
              } else if (i % 97 == 20) {
                desk.exit();
              }
            });
    all.put("what it kept from the run before", Memory::new);
    return all.entrySet().stream().map(e -> new Planted(e.getKey(), e.getValue()));
  }

  /** Fills a table of the future in one run, and uses it in the next. */
  private static final class Memory implements Strategy {
    private static final long[] SEEN = new long[CANDLES.size()];

    @Override
    public void onCandle(Candles candles, int index, Desk desk) {
      SEEN[index] = candles.close(index);
      int next = Math.min(index + 1, SEEN.length - 1);
      go(desk, SEEN[next] > SEEN[index]);
    }
  }

  @ParameterizedTest
  @MethodSource("biases")
  void findsIt(Planted planted) {
    LookAhead found = LookAhead.of(planted.strategy(), CANDLES, RULES, 40);

    assertThat(found.findings()).isNotEmpty();
  }

  @Test
  void raisesNoAlarmWhereNothingIsKnownBefore() {
    Supplier<Strategy> breakout =
        () ->
            (c, i, desk) -> {
              if (i >= 20) {
                long high =
                    LongStream.range(i - 20, i).map(j -> c.high((int) j)).max().orElseThrow();
                go(desk, c.close(i) > high);
              }
            };
    Supplier<Strategy> expanding = () -> (c, i, desk) -> go(desk, c.close(i) < mean(c, 0, i + 1));
    Supplier<Strategy> idle = () -> (c, i, desk) -> {};

    for (Supplier<Strategy> each : Arrays.asList(breakout, expanding, idle)) {
      assertThat(LookAhead.of(each, CANDLES, RULES, 40).findings()).isEmpty();
    }
  }

  @Test
  void saysWhereAndWhat() {
    Supplier<Strategy> once =
        () ->
            (c, i, desk) -> {
              if (i == 700 && c.size() > 701) {
                desk.enter(Direction.LONG);
              }
            };

    LookAhead found = LookAhead.of(once, CANDLES, RULES, 40);

    assertThat(found.findings()).isNotEmpty();
    assertThat(found.findings().getFirst().at().toEpochMilli()).isEqualTo(701 * Walk.HOUR);
    assertThat(found.findings().getFirst().whole()).isEqualTo("enter LONG 1.0");
    assertThat(found.findings().getFirst().then()).isEqualTo("nothing");
  }

  @Test
  void countsTheCandlesUntilAWindowIsFull() {
    Supplier<Strategy> window =
        () ->
            new Strategy() {
              private final long[] last = new long[30];
              private int seen;

              @Override
              public void onCandle(Candles c, int i, Desk desk) {
                last[seen++ % 30] = c.close(i);
                // Before it is full it decides by what it has.
                double mean = Arrays.stream(last).limit(Math.min(seen, 30)).average().orElseThrow();
                if (c.close(i) > mean) {
                  desk.stopAt(1);
                } else {
                  desk.stopAt(0);
                }
              }
            };

    WarmUp found = WarmUp.of(window, CANDLES, RULES, 5);

    assertThat(found.bars()).isBetween(3, 29);
    assertThat(found.starts()).allMatch(WarmUp.Start::settled);
  }

  @Test
  void neverSettlesWhereTheBeginningIsNeverForgotten() {
    Supplier<Strategy> anchored =
        () ->
            new Strategy() {
              private long first;

              @Override
              public void onCandle(Candles c, int i, Desk desk) {
                first = first == 0 ? c.close(i) : first;
                go(desk, c.close(i) > first);
              }
            };

    WarmUp found = WarmUp.of(anchored, CANDLES, RULES, 5);

    assertThat(found.starts()).anyMatch(start -> !start.settled());
  }
}
