package dev.belay.strategies.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.money.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What live rounds see is digit for digit what they saw when ta4j computed it. */
class IndicatorsSameTest {
  @Property(tries = 3000)
  void valuesAreDigitForDigitThoseOfTa4j(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 260) int count,
      @ForAll @IntRange(min = 0, max = 8) int decimals,
      @ForAll @IntRange(min = 0, max = 5) int kind) {
    List<Candle> candles = candles(new SplittableRandom(seed), count, decimals, kind);

    assertThat(Indicators.at(candles, Interval.M5))
        .isEqualTo(Ta4jIndicators.at(candles, Interval.M5));
  }

  /** Walks, with jumps, on a coarse grid, standing still now and then, always, or only rising. */
  private static List<Candle> candles(SplittableRandom random, int count, int decimals, int kind) {
    List<Candle> candles = new ArrayList<>();
    double tick = Math.pow(10, -decimals);
    double now = tick * Math.pow(10, 2 + 4 * random.nextDouble());
    double wildness = random.nextDouble() * 0.02;
    BigDecimal open = onGrid(now, decimals);
    for (int i = 0; i < count; i++) {
      switch (kind) {
        case 0, 1 -> now *= Math.exp(wildness * (random.nextDouble() - 0.5));
        case 2 -> now *= random.nextInt(20) == 0 ? 0.3 + 2 * random.nextDouble() : 1.001;
        case 3 -> now *= i / 30 % 2 == 0 ? 1 : 1 + wildness * (random.nextDouble() - 0.5);
        case 4 -> now += tick;
        default -> {}
      }
      now = Math.max(now, tick);
      BigDecimal close = onGrid(now, decimals);
      BigDecimal reach = onGrid(kind == 5 ? 0 : now * wildness * random.nextDouble(), decimals);
      BigDecimal lowest = open.min(close);
      BigDecimal low = lowest.subtract(reach).signum() > 0 ? lowest.subtract(reach) : lowest;
      candles.add(
          new Candle(
              Instant.EPOCH.plus(Interval.M5.duration().multipliedBy(i)),
              Price.of(open),
              Price.of(open.max(close).add(reach)),
              Price.of(low),
              Price.of(close),
              kind == 5 ? BigDecimal.ZERO : BigDecimal.valueOf(random.nextInt(1_000_000), 3)));
      open = close;
    }
    return candles;
  }

  private static BigDecimal onGrid(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
  }
}
