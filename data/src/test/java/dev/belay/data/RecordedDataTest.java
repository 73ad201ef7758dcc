package dev.belay.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** On recorded data, where there is some: BELAY_DATA, or shared/data beside the project. */
@EnabledIf(
    value = "thereIsRecordedData",
    disabledReason = "left out: no recorded data at BELAY_DATA or ../shared/data")
class RecordedDataTest {
  private static final String CONFIGURED = System.getenv("BELAY_DATA");
  private static final Path DATA =
      CONFIGURED == null ? Path.of("..", "..", "shared", "data") : Path.of(CONFIGURED);

  static boolean thereIsRecordedData() {
    return Files.isDirectory(DATA);
  }

  @Test
  void loadsTenMarketsOfFiveMinuteCandlesInAboutASecond() {
    long start = System.nanoTime();
    CandleDirectory markets = CandleDirectory.load(DATA.resolve("intraday_5m_2022-10_2022-12"));
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(markets.interval()).isEqualTo(Interval.M5);
    assertThat(markets.series().values().stream().mapToInt(CandleSeries::size).sum())
        .isEqualTo(175_680);
    assertThat(took).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void reportsTheExchangesMaintenanceAsGaps() {
    CandleSeries series =
        CandleFile.read(DATA.resolve("spot_1h").resolve("BTCUSDT.csv.gz"), Symbol.of("BTCUSDT"));

    assertThat(series.interval()).isEqualTo(Interval.H1);
    assertThat(series.gaps()).isNotEmpty();
  }

  @Test
  void readsCoinsWorthLittle() {
    assertThat(CandleDirectory.load(DATA.resolve("alts_1h_2021-07_2022-01")).series()).hasSize(150);
  }
}
