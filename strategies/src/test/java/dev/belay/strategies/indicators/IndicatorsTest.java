package dev.belay.strategies.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Interval;
import dev.belay.domain.money.Price;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndicatorsTest {
  private static List<Candle> rising(int count) {
    List<Candle> candles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BigDecimal open = BigDecimal.valueOf(100 + i);
      candles.add(
          new Candle(
              Instant.EPOCH.plus(Interval.M5.duration().multipliedBy(i)),
              Price.of(open),
              Price.of(open.add(BigDecimal.ONE)),
              Price.of(open),
              Price.of(open.add(BigDecimal.ONE)),
              BigDecimal.valueOf(i == count - 1 ? 20 : 10)));
    }
    return candles;
  }

  @Test
  void seesARisingMarket() {
    IndicatorValues values = Indicators.at(rising(100), Interval.M5);

    assertThat(values.close()).isEqualTo(200);
    assertThat(values.high()).isEqualTo(200);
    assertThat(values.low()).isEqualTo(180);
    assertThat(values.ema20()).isCloseTo(190.5, within(0.1));
    assertThat(values.ema20()).isGreaterThan(values.ema50());
    assertThat(values.macd()).isPositive();
    assertThat(values.rsi14()).isEqualTo(100);
    assertThat(values.atr14()).isCloseTo(1, within(0.001));
    assertThat(values.volumeRatio()).isEqualTo(2);
  }

  @Test
  void leavesOutWhatNeedsMoreCandles() {
    IndicatorValues values = Indicators.at(rising(10), Interval.M5);

    assertThat(values.ema20()).isNull();
    assertThat(values.rsi7()).isNotNull();
    assertThat(values.rsi14()).isNull();
    assertThat(values.volumeRatio()).isNull();
  }

  @Test
  void survivesAFlatMarketWithoutVolume() {
    Price price = Price.of("5");
    List<Candle> candles = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Instant open = Instant.EPOCH.plusSeconds(60L * i);
      candles.add(new Candle(open, price, price, price, price, BigDecimal.ZERO));
    }

    assertThat(Indicators.at(candles, Interval.M1).atr14()).isZero();
    assertThat(Indicators.at(candles, Interval.M1).volumeRatio()).isNull();
  }

  @Test
  void refusesNoCandles() {
    assertThatThrownBy(() -> Indicators.at(List.of(), Interval.M1))
        .hasMessageContaining("at least one closed candle of 1m");
  }
}
