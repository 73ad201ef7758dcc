package dev.belay.data;

import static dev.belay.data.Tables.BTC;
import static dev.belay.data.Tables.HOUR;
import static dev.belay.data.Tables.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ResampledTest {
  @Provide
  Arbitrary<CandleSeries> tables() {
    return Tables.any();
  }

  /** By the calendar: the candles of each day or of each four hours of it. */
  private static SortedMap<Instant, List<Integer>> buckets(Candles candles, Interval to) {
    SortedMap<Instant, List<Integer>> buckets = new TreeMap<>();
    for (int i = 0; i < candles.size(); i++) {
      ZonedDateTime open = Instant.ofEpochMilli(candles.openTime(i)).atZone(ZoneOffset.UTC);
      int hour = to == Interval.D1 ? 0 : open.getHour() / 4 * 4;
      buckets
          .computeIfAbsent(
              open.toLocalDate().atTime(hour, 0).toInstant(ZoneOffset.UTC),
              start -> new ArrayList<>())
          .add(i);
    }
    return buckets;
  }

  @Property(tries = 300)
  void isWhatTheCalendarSays(@ForAll("tables") CandleSeries hours, @ForAll boolean days) {
    Interval to = days ? Interval.D1 : Interval.H4;
    int parts = days ? 24 : 4;

    Candles made = Resampled.of(hours, to);

    SortedMap<Instant, List<Integer>> buckets = buckets(hours, to);
    assertThat(made.size()).isEqualTo(buckets.size());
    assertThat(made.interval()).isEqualTo(to);
    int index = 0;
    for (var bucket : buckets.entrySet()) {
      List<Integer> of = bucket.getValue();
      assertThat(made.openTime(index)).isEqualTo(bucket.getKey().toEpochMilli());
      assertThat(made.open(index)).isEqualTo(hours.open(of.getFirst()));
      assertThat(made.close(index)).isEqualTo(hours.close(of.getLast()));
      assertThat(made.high(index))
          .isEqualTo(of.stream().mapToLong(hours::high).max().orElseThrow());
      assertThat(made.low(index)).isEqualTo(of.stream().mapToLong(hours::low).min().orElseThrow());
      assertThat(BigInteger.valueOf(made.volume(index)))
          .isEqualTo(
              of.stream()
                  .map(i -> BigInteger.valueOf(hours.volume(i)))
                  .reduce(BigInteger.ZERO, BigInteger::add));
      index++;
    }
    assertThat(Resampled.incomplete(hours, to))
        .isEqualTo((int) buckets.values().stream().filter(bucket -> bucket.size() < parts).count());
  }

  @Property(tries = 100)
  void inStepsIsTheSameAsAtOnce(@ForAll("tables") CandleSeries hours) {
    assertThat(Resampled.of(Resampled.of(hours, Interval.H4), Interval.D1).digest())
        .isEqualTo(Resampled.of(hours, Interval.D1).digest());
  }

  @Test
  void theSameIntervalIsTheSame() {
    Candles hours = Tables.hours(BTC, 0, 5);
    assertThat(Resampled.of(hours, Interval.H1)).isSameAs(hours);
    assertThat(Resampled.incomplete(hours, Interval.H1)).isZero();
  }

  @Test
  void shorterOnesCantBeMade() {
    assertThatThrownBy(() -> Resampled.of(Tables.hours(BTC, 0, 5), Interval.M5))
        .isInstanceOf(CandlesRefused.class)
        .hasMessageContaining("5m")
        .hasMessageContaining("BTCUSDT has candles of 1h");
    CandleSeries.Builder threes = new CandleSeries.Builder(2);
    threes.add(T0, 1, 1, 1, 1, 0);
    assertThatThrownBy(() -> Resampled.of(threes.build(BTC, Interval.M3, 8), Interval.M5))
        .isInstanceOf(CandlesRefused.class);
  }

  @Test
  void aVolumeThatDoesNotFitIsTold() {
    CandleSeries.Builder large = new CandleSeries.Builder(2);
    IntStream.range(0, 3).forEach(i -> large.add(T0 + i * HOUR, 1, 1, 1, 1, Long.MAX_VALUE / 2));

    assertThatThrownBy(() -> Resampled.of(large.build(BTC, Interval.H1, 8), Interval.H4))
        .isInstanceOf(CandlesRefused.class)
        .hasMessageContaining("2023-01-01T00:00:00Z");
  }

  @Test
  void gapsAreFilledFlatOrLeft() {
    CandleSeries.Builder gap = new CandleSeries.Builder(4);
    gap.add(T0, 10, 12, 9, 11, 5);
    gap.add(T0 + 3 * HOUR, 20, 22, 19, 21, 6);
    gap.add(T0 + 4 * HOUR, 20, 22, 19, 21, 6);
    Candles candles = gap.build(BTC, Interval.H1, 8);

    assertThat(GapPolicy.LEAVE.apply(candles)).isSameAs(candles);
    Candles filled = GapPolicy.FLAT.apply(candles);

    assertThat(filled.size()).isEqualTo(5);
    assertThat(filled.missing()).isZero();
    for (int i = 1; i <= 2; i++) {
      assertThat(filled.openTime(i)).isEqualTo(T0 + i * HOUR);
      assertThat(List.of(filled.open(i), filled.high(i), filled.low(i), filled.close(i)))
          .containsOnly(11L);
      assertThat(filled.volume(i)).isZero();
    }
    assertThat(GapPolicy.FLAT.apply(filled)).isSameAs(filled);
    assertThat(CandleGaps.of(candles))
        .containsExactly(
            new CandleSeries.Gap(
                Instant.ofEpochMilli(T0 + HOUR), Instant.ofEpochMilli(T0 + 3 * HOUR), 2));
  }

  @Test
  void gapsTooWideToFillAreTold() {
    CandleSeries.Builder wide = new CandleSeries.Builder(2);
    wide.add(CandleText.MIN_TIME, 1, 1, 1, 1, 0);
    wide.add(CandleText.MAX_TIME - 60_000, 1, 1, 1, 1, 0);

    assertThatThrownBy(() -> GapPolicy.FLAT.apply(wide.build(BTC, Interval.M1, 8)))
        .isInstanceOf(CandlesRefused.class)
        .hasMessageContaining("at most 40,000,000 candles");
  }
}
