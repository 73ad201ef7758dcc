package dev.belay.activities.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.data.BadCandleFile;
import dev.belay.data.CandleSource;
import dev.belay.data.CandlesRefused;
import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.research.RunSpec;
import dev.belay.engine.backtest.Outcome;
import dev.belay.engine.backtest.RoundTrip;
import dev.belay.engine.fill.Fixed;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConditionsTest {
  private static final Cores ONE = new Cores(1, done -> {});
  private static final Symbol AAA = new Symbol("AAAUSDT");
  private static final long EIGHT_HOURS = 8 * 3_600_000L;

  @TempDir Path folder;
  private Path data = Path.of("");
  private Path funding = Path.of("");

  @BeforeEach
  void files() throws IOException {
    data = Files.createDirectories(folder.resolve("data"));
    funding = Files.createDirectories(folder.resolve("funding"));
    CandleFolder.write(data, 500, "AAAUSDT");
  }

  private Study study(String strategy, @Nullable Path rates, @Nullable Path filters) {
    return Study.of(
        new RunSpec(
            strategy,
            Map.of(),
            data.toString(),
            List.of(AAA),
            Interval.H1,
            null,
            null,
            false,
            BigDecimal.valueOf(10_000),
            BigDecimal.TEN,
            BigDecimal.ZERO,
            1,
            false,
            true,
            rates == null ? null : rates.toString(),
            filters == null ? null : filters.toString()));
  }

  private void write(String... rows) throws IOException {
    Files.writeString(
        funding.resolve("AAAUSDT_funding.csv"),
        "funding_time_ms,funding_rate\n" + String.join("\n", rows) + "\n");
  }

  @Test
  void whoHoldsPaysWhatFellDueAtThePriceOfThatMoment() throws IOException {
    Candles candles = CandleSource.of(data).load(AAA, Interval.H1, dev.belay.data.GapPolicy.LEAVE);
    StringBuilder rows = new StringBuilder();
    BigDecimal rate = new BigDecimal("0.00037");
    for (int i = 0; i < candles.size(); i++) {
      if (candles.openTime(i) % EIGHT_HOURS == 0) {
        rows.append(rows.isEmpty() ? "" : "\n").append(candles.openTime(i)).append(",0.00037");
      }
    }
    write(rows.toString());

    Outcome outcome = BacktestRun.of(study("buy-and-hold", funding, null), ONE).outcome();

    Outcome.OpenTrip held = outcome.open().getFirst();
    BigDecimal paid = BigDecimal.ZERO;
    int times = 0;
    for (int i = 0; i < candles.size(); i++) {
      if (candles.openTime(i) % EIGHT_HOURS == 0 && candles.openTime(i) > held.entryTime()) {
        BigDecimal notional =
            Fixed.decimal(candles.open(i))
                .multiply(Fixed.decimal(held.quantity()))
                .setScale(8, RoundingMode.HALF_EVEN);
        paid = paid.add(notional.multiply(rate).setScale(8, RoundingMode.CEILING));
        times++;
      }
    }
    assertThat(times).isGreaterThan(50);
    assertThat(Fixed.decimal(outcome.funding())).isEqualByComparingTo(paid.negate());
    Outcome free = BacktestRun.of(study("buy-and-hold", null, null), ONE).outcome();
    assertThat(free.equity() - outcome.equity()).isEqualTo(-outcome.funding());
  }

  @Test
  void quantitiesFitTheFilters() throws IOException {
    Path list = folder.resolve("contracts.json");
    Files.writeString(
        list,
        """
        {"symbols": [{"symbol": "AAAUSDT", "status": "TRADING", "contractType": "PERPETUAL",
          "quoteAsset": "USDT", "liquidationFee": "0.0125", "maintMarginPercent": "2.5",
          "requiredMarginPercent": "5",
          "filters": [
            {"filterType": "PRICE_FILTER", "tickSize": "0.0001", "minPrice": "0.0001", "maxPrice": "100000"},
            {"filterType": "LOT_SIZE", "stepSize": "0.5", "minQty": "0.5", "maxQty": "100000"},
            {"filterType": "MIN_NOTIONAL", "notional": "5"}]}]}""");

    BacktestRun run = BacktestRun.of(study("ema-cross", null, list), ONE);

    assertThat(run.outcome().trips()).isNotEmpty();
    for (RoundTrip trip : run.outcome().trips()) {
      assertThat(trip.quantity() % (Fixed.ONE / 2)).isZero();
    }
    assertThat(run.fingerprint())
        .isNotEqualTo(BacktestRun.of(study("ema-cross", null, null), ONE).fingerprint());
    Files.writeString(list, "{\"symbols\": []}");
    assertThatThrownBy(() -> study("ema-cross", null, list))
        .isInstanceOf(ResearchRefused.class)
        .hasMessageContaining("Expected AAAUSDT among the perpetual contracts");
    Files.writeString(list, "[1, 2");
    assertThatThrownBy(() -> study("ema-cross", null, list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("what /fapi/v1/exchangeInfo answers");
  }

  @Test
  void ratesThatCannotBeAreRefusedWithFileLineAndValue() throws IOException {
    assertThatThrownBy(() -> study("ema-cross", funding, null))
        .isInstanceOf(CandlesRefused.class)
        .hasMessageContaining("AAAUSDT_funding.csv");
    write("1000,0.0001", "1000,0.0001");
    assertThatThrownBy(() -> study("ema-cross", funding, null))
        .isInstanceOf(BadCandleFile.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("\"1000\"");
    write("1000,1.5");
    assertThatThrownBy(() -> study("ema-cross", funding, null))
        .isInstanceOf(BadCandleFile.class)
        .hasMessageContaining("\"1.5\"");
    write("1000,0.0001,7");
    assertThatThrownBy(() -> study("ema-cross", funding, null))
        .isInstanceOf(BadCandleFile.class)
        .hasMessageContaining("with a time and a rate");
  }
}
