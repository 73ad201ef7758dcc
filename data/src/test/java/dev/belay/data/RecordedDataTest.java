package dev.belay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.belay.data.CandleSeries.Gap;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedDataTest {
  private static final Symbol BTC = Symbol.of("BTCUSDT");

  private static Path root = Path.of("");

  @BeforeAll
  static void findsTheRecordedData() {
    Path found = RecordedData.root();
    assumeTrue(found != null, "No recorded data: set BELAY_DATA to its folder");
    root = Objects.requireNonNull(found);
  }

  private static CandleDirectory load(String name) {
    Path folder = root.resolve(name);
    assumeTrue(Files.isDirectory(folder), "No recorded data in " + folder);
    return CandleDirectory.load(folder);
  }

  @Test
  void loadsTheFiveMinuteCandles() {
    long begin = System.nanoTime();
    CandleDirectory data = load("intraday_5m_2022-10_2022-12");
    double seconds = (System.nanoTime() - begin) / 1e9;
    assertThat(data.interval()).isEqualTo(Interval.M5);
    assertThat(data.series()).hasSize(10);
    assertThat(data.series().values().stream().mapToInt(CandleSeries::size).sum())
        .isEqualTo(175_680);
    assertThat(data.series().values()).allSatisfy(s -> assertThat(s.gaps()).isEmpty());
    assertThat(Instant.ofEpochMilli(data.from())).isEqualTo("2022-10-15T00:00:00Z");
    assertThat(Instant.ofEpochMilli(data.to())).isEqualTo("2022-12-15T00:00:00Z");
    // A second on an idle machine.
    assertThat(seconds).isLessThan(5);
  }

  @Test
  void reportsTheGapsOfTheHourlyCandles() {
    CandleDirectory data = load("spot_1h");
    assertThat(data.interval()).isEqualTo(Interval.H1);
    for (CandleSeries series : data.series().values()) {
      assertThat(series.size()).isEqualTo(24_814);
      assertThat(series.gaps()).hasSize(10);
      assertThat(series.gaps().stream().mapToLong(Gap::missing).sum()).isEqualTo(20);
      assertThat(series.gaps())
          .contains(
              new Gap(
                  Instant.parse("2021-09-29T07:00:00Z").toEpochMilli(),
                  Instant.parse("2021-09-29T09:00:00Z").toEpochMilli(),
                  2));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "intraday_15m_2023-04_2023-06, 15m, 8, 55296",
    "perp_1h, 1h, 1, 21408",
    "alts_1h_2020-10_2021-07, 1h, 30, 196200",
    "alts_1h_2021-07_2022-01, 1h, 150, 704700",
    "alts_1d_2021-04_2023-06, 1d, 150, 115772"
  })
  void loadsEveryFolderOfOneInterval(String name, String interval, int symbols, int rows) {
    CandleDirectory data = load(name);
    assertThat(data.interval()).isEqualTo(Interval.of(interval));
    assertThat(data.series()).hasSize(symbols);
    assertThat(data.series().values().stream().mapToInt(CandleSeries::size).sum()).isEqualTo(rows);
  }

  @Test
  void keepsTheExchangesOwnDecimals() {
    CandleSeries btc = Objects.requireNonNull(load("spot_1h").series().get(BTC));
    assertThat(btc.openTime(0)).isEqualTo(1_597_125_600_000L);
    assertThat(btc.open(0)).isEqualTo(11854_56000000L);
    assertThat(btc.volume(0)).isEqualTo(4106_607804L);
    assertThat(btc.priceDecimals()).isEqualTo(2);
  }

  @Test
  void refusesFilesThatAreNoCandles() {
    assertThatThrownBy(() -> load("funding"))
        .isInstanceOf(CandleFileException.class)
        .hasMessageContaining("BTCUSDT-PERP_funding.csv.gz");
  }
}
