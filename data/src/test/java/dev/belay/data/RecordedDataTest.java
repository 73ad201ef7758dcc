package dev.belay.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** On recorded data, where there is some: BELAY_DATA, or shared/data beside the project. */
@EnabledIf(
    value = "thereIsRecordedData",
    disabledReason = "left out: no recorded data at BELAY_DATA or ../shared/data")
class RecordedDataTest {
  private static final String CONFIGURED = System.getenv("BELAY_DATA");
  private static final Path DATA =
      CONFIGURED == null ? Path.of("..", "..", "shared", "data") : Path.of(CONFIGURED);

  private static final Path ALTS = DATA.resolve("alts_1h_2021-07_2022-01");

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
    assertThat(series.size()).isEqualTo(24_814);
    assertThat(series.gaps()).hasSize(10);
    assertThat(series.missing()).isEqualTo(20);
  }

  @Test
  void importsCoinsWorthLittleAndResamplesThem(@TempDir Path folder) {
    CandleStore store = CandleStore.create(folder);
    long rows =
        new CandleImport(store, false)
            .run(CandleFiles.of(ALTS), 2, () -> false, candles -> {}).files().stream()
                .mapToLong(CandleImport.Imported::read)
                .sum();

    assertThat(rows).isEqualTo(704_700);
    CandleSource source = CandleSource.of(folder);
    assertThat(source.symbols()).hasSize(150);
    for (Symbol symbol : source.symbols()) {
      Candles hours = source.load(symbol, Interval.H1, GapPolicy.LEAVE);
      assertThat(source.load(symbol, Interval.D1, GapPolicy.LEAVE).size()).isEqualTo(196);
      assertThat(hours.missing()).isEqualTo(6);
    }
  }

  @Test
  void findsInCoinsWorthLittleWhatTheirManifestSays() {
    int gaps = 0;
    long missing = 0;
    int jumps = 0;
    for (Map.Entry<Symbol, Path> file : CandleFiles.of(ALTS).entrySet()) {
      CandleAudit.Report report = CandleAudit.of(file.getValue(), file.getKey());
      assertThat(report.isUsable()).isTrue();
      gaps += report.count(CandleAudit.Kind.GAP);
      missing += report.missing();
      jumps += report.count(CandleAudit.Kind.JUMP);
    }

    assertThat(gaps).isEqualTo(300);
    assertThat(missing).isEqualTo(900);
    assertThat(jumps).isEqualTo(17);
  }
}
