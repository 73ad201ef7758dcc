package dev.belay.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.data.CandleDirectory;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Fixed;
import dev.belay.simulator.venue.Klines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayMarketTest {
  private static final Symbol BTC = Symbol.of("BTCUSDT");
  private static final Instant T0 = Instant.parse("2023-01-01T00:00:00Z");
  private static final long HOUR = 3_600_000;

  @TempDir private Path directory;

  @BeforeEach
  void writeCandles() throws IOException {
    StringBuilder csv = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
    for (int hour = 0; hour < 12; hour++) {
      if (hour < 5 || hour > 7) {
        csv.append(
            "%d,%d,%d,%d,%d.5,10\n"
                .formatted(
                    T0.toEpochMilli() + hour * HOUR,
                    100 + hour,
                    110 + hour,
                    90 + hour,
                    101 + hour));
      }
    }
    Files.writeString(directory.resolve("BTCUSDT.csv"), csv);
  }

  private ReplayMarket market(int fromHour) {
    return new ReplayMarket(
        CandleDirectory.load(directory), T0.plusMillis(fromHour * HOUR + 5 * 60_000));
  }

  private static long at(int hour) {
    return T0.toEpochMilli() + hour * HOUR;
  }

  @Test
  void startsWhereToldAndEndsWithTheData() {
    ReplayMarket market = market(3);

    assertThat(market.from()).isEqualTo(at(3));
    assertThat(market.to()).hasValue(at(12));
    assertThat(market.historyFrom(BTC)).isEqualTo(at(0));
    assertThat(market.label()).contains("2023-01-01", "funding 0: not in the data");
    assertThat(market.fundingRate(BTC, at(8))).isEmpty();
  }

  @Test
  void tradesNothingInAGapAndKeepsTheLastPrice() {
    ReplayMarket market = market(3);

    assertThat(market.bar(BTC, at(6))).isNull();
    assertThat(market.price(BTC, at(6))).hasValue(Fixed.of("105.5"));
    assertThat(market.price(BTC, at(4) + 1)).hasValue(Fixed.of("104"));
    assertThat(market.price(BTC, at(0) - 1)).isEmpty();
  }

  @Test
  void showsOfTheFormingCandleOnlyTheOpen() {
    Klines klines = new Klines(market(3));

    var bars = klines.between(BTC, Interval.H1, 0, Long.MAX_VALUE, at(3) + 60_000, true, 10);

    assertThat(bars).hasSize(4);
    assertThat(bars.getLast().high()).isEqualTo(Fixed.of("103"));
    assertThat(bars.getFirst().high()).isEqualTo(Fixed.of("110"));
  }

  @Test
  void refusesAStartOutsideTheData() {
    assertThatThrownBy(() -> market(12)).hasMessageContaining("Expected a start");
    assertThatThrownBy(() -> market(-1)).hasMessageContaining("Expected a start");
  }
}
