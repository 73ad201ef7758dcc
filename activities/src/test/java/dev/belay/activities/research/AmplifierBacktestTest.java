package dev.belay.activities.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.activities.research.report.AmplifierSheet;
import dev.belay.data.CandleSource;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.backtest.RoundTrip;
import dev.belay.strategies.amplifier.AmplifierSettings;
import dev.belay.strategies.amplifier.Profile;
import dev.belay.strategies.amplifier.Reason;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class AmplifierBacktestTest {
  private static final String CONFIGURED = System.getenv("BELAY_DATA");
  private static final Path DATA =
      CONFIGURED == null ? Path.of("..", "..", "shared", "data") : Path.of(CONFIGURED);

  private static final int HOURS = 24 * 110;
  private static final int CRASH = 24 * 80;

  @TempDir static Path folder;

  static boolean thereIsRecordedData() {
    return Files.isDirectory(DATA);
  }

  /** A rise that coins amplify, then a crash; one coin has come late, one is no coin. */
  @BeforeAll
  static void writeTheMarket() throws IOException {
    Random random = new Random(20_260_101);
    double[] moves = new double[HOURS];
    for (int i = 0; i < HOURS; i++) {
      double drift = i < CRASH ? 0.0008 : i < CRASH + 12 ? -0.02 : -0.0005;
      moves[i] = drift + 0.003 * random.nextGaussian();
    }
    write("BTCUSDT", moves, 1, 0, random, 0);
    for (int i = 0; i < 24; i++) {
      write("C%02dUSDT".formatted(i), moves, 1 + i * 0.2, 0.004, random, i == 23 ? 500 : 0);
    }
    write("USDCUSDT", moves, 0, 0.0001, random, 0);
  }

  private static void write(
      String symbol, double[] moves, double beta, double own, Random random, int from)
      throws IOException {
    StringBuilder text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
    double price = 50;
    for (int i = 0; i < HOURS; i++) {
      double close = Math.max(0.01, price * (1 + beta * moves[i] + own * random.nextGaussian()));
      if (i >= from) {
        text.append(CandleFolder.START + i * CandleFolder.HOUR)
            .append(
                ",%.6f,%.6f,%.6f,%.6f,%d\n"
                    .formatted(
                        price,
                        Math.max(price, close) * 1.001,
                        Math.min(price, close) * 0.999,
                        close,
                        (long) ((20_000 + random.nextInt(20_000)) * 50 / price)));
      }
      price = close;
    }
    Files.writeString(folder.resolve(symbol + ".csv"), text);
  }

  private static AmplifierBacktest.Spec spec(
      Path data, @Nullable Path btc, String profile, @Nullable Instant from, @Nullable Instant to) {
    return new AmplifierBacktest.Spec(
        CandleSource.of(data),
        btc == null ? null : CandleSource.of(btc),
        MarketMood.UNKNOWN,
        from,
        to,
        AmplifierSettings.standard().choosing(profile),
        BigDecimal.TEN,
        BigDecimal.valueOf(5),
        Duration.ofDays(40),
        Duration.ofDays(20));
  }

  private static AmplifierBacktest run(String profile, int threads) {
    return AmplifierBacktest.of(
        spec(folder, null, profile, null, null), new Cores(threads, done -> {}));
  }

  private static Instant hour(int hour) {
    return Instant.ofEpochMilli(CandleFolder.START + hour * CandleFolder.HOUR);
  }

  @Test
  void tradesARiseAndIsOutInTheCrash() {
    AmplifierBacktest backtest = run("moderate", 2);

    assertThat(backtest.history().coins()).hasSize(24);
    assertThat(backtest.history().universe().leftOut())
        .extracting(each -> each.symbol() + " " + each.why().reason())
        .containsExactly("BTCUSDT UNIVERSE_SIGNAL", "USDCUSDT UNIVERSE_STABLECOIN");
    AmplifierDesk.Tally tally = backtest.run().tally();
    List<RoundTrip> trips = backtest.run().outcome().trips();
    assertThat(trips).isNotEmpty();
    assertThat(tally.cycles).isEqualTo(HOURS);
    assertThat(tally.votes - tally.revotes).isEqualTo(HOURS / 4 + 1);
    assertThat(tally.entries).isGreaterThanOrEqualTo(trips.size());
    assertThat(tally.exits.keySet())
        .containsAnyOf(Reason.MOMENTUM_EXIT, Reason.BTC_DROP, Reason.DAILY_LOSS);
    // Nothing is held once the crash is under way: the override closes at the open after it.
    long crashed = hour(CRASH + 6).toEpochMilli();
    assertThat(trips).noneMatch(t -> t.entryTime() < crashed && t.exitTime() > crashed);
    // Never more than a tenth of equity at once, never more than five positions at a time.
    assertThat(trips)
        .allSatisfy(
            trip -> {
              assertThat((double) trip.cost())
                  .isLessThanOrEqualTo(
                      0.101 * AmplifierChance.equityAt(backtest.curve(), trip.entryTime()));
              assertThat(
                      trips.stream()
                          .filter(o -> o.entryTime() <= trip.entryTime())
                          .filter(o -> o.exitTime() > trip.entryTime())
                          .count())
                  .isLessThanOrEqualTo(5);
            });
  }

  @Test
  void isTheSameOnAnyNumberOfCores() {
    assertThat(run("aggressive", 1).fingerprint()).isEqualTo(run("aggressive", 3).fingerprint());
  }

  /** Candles of later change nothing of before. */
  @Test
  void knowsNothingOfTheFuture() {
    Cores cores = new Cores(2, done -> {});
    Instant cut = hour(24 * 60);
    AmplifierBacktest part =
        AmplifierBacktest.of(spec(folder, null, "conservative", null, cut), cores);
    AmplifierBacktest whole =
        AmplifierBacktest.of(spec(folder, null, "conservative", null, null), cores);

    List<RoundTrip> early = part.run().outcome().trips();
    assertThat(early).isNotEmpty();
    assertThat(whole.run().outcome().trips().subList(0, early.size())).isEqualTo(early);
    for (int i = 0; i < part.history().hours(); i++) {
      assertThat(whole.history().scan(i)).isEqualTo(part.history().scan(i));
      assertThat(whole.history().regime(i)).isEqualTo(part.history().regime(i));
    }
  }

  @Test
  void tellsWhatItHasToBeatAndWhetherItDid() {
    AmplifierBacktest backtest = run("moderate", 2);
    Map<String, @Nullable Object> figures = AmplifierFigures.of(backtest);

    assertThat(figures)
        .containsKeys(
            "held", "verdict", "benchmarks", "profiles", "walk_forward", "amplification", "funnel");
    Map<?, ?> benchmarks = (Map<?, ?>) Objects.requireNonNull(figures.get("benchmarks"));
    assertThat(benchmarks.keySet().stream().map(String::valueOf))
        .containsExactly(
            "cash",
            "btc_held",
            "coins_held",
            "btc_at_same_exposure",
            "random_entries",
            "random_coins");
    assertThat(backtest.folds()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(backtest.folds())
        .allSatisfy(f -> assertThat(f.fold().trainTo()).isLessThanOrEqualTo(f.fold().testFrom()));
    // Costs cost: the same entries with more of them come to less, unless they were other entries.
    List<Double> returns =
        backtest.atCosts().stream()
            .map(each -> (double) each.outcome().equityClosed() / each.outcome().cash())
            .toList();
    assertThat(returns.get(0)).isGreaterThan(returns.get(3));
    // Made so that coins move 1 to 5.6 times as far.
    Amplification.Group up =
        backtest.amplification().stream()
            .filter(each -> each.name().equals("BTC up"))
            .findFirst()
            .orElseThrow();
    assertThat(up.quantile(0.5)).isBetween(2.5, 4.5);
    String page =
        AmplifierSheet.of(
            new AmplifierSheet.Curves(
                backtest.curve(), backtest.btcHeld().curve(), backtest.coinsHeld().curve()),
            figures);
    assertThat(page).contains("Did the thesis hold?").doesNotContain("<script");
    for (String sentence : AmplifierVerdict.of(backtest).sentences()) {
      assertThat(page).contains(sentence.substring(0, 20));
    }
  }

  @Test
  void tellsTheRegimeFromFundingAndFearGreedWhereThereAreSome(@TempDir Path other)
      throws IOException {
    Path funding =
        Files.writeString(
            other.resolve("funding.csv"),
            "funding_time_ms,funding_rate\n" + CandleFolder.START + ",0.0005\n");
    Path fear = Files.writeString(other.resolve("fear.csv"), "date,value\n2021-12-31,90\n");
    MarketMood mood = MarketMood.read(funding, fear);

    assertThat(mood.fundingPct(CandleFolder.START)).isEqualTo(0.05);
    assertThat(mood.fundingPct(CandleFolder.START - 1)).isNull();
    assertThat(mood.fundingPct(CandleFolder.START + 25 * CandleFolder.HOUR)).isNull();
    assertThat(mood.fearGreed(CandleFolder.START)).isEqualTo(90);
    assertThat(mood.fearGreed(CandleFolder.START - 1)).isNull();
    assertThat(MarketMood.UNKNOWN.fundingPct(CandleFolder.START)).isNull();
  }

  @Test
  void offersOnlyCandidatesThatMayBeUsed() {
    List<AmplifierBacktest.Candidate> all =
        AmplifierBacktest.candidates(AmplifierSettings.standard());

    // Three profiles, three bounds each of momentum and beta.
    assertThat(all).hasSize(27);
    assertThat(all)
        .allSatisfy(each -> assertThat(each.in(AmplifierSettings.standard()).problems()).isEmpty());
    assertThat(all.getFirst()).hasToString("conservative, momentum from 55, beta from 1.5");
    assertThat(Profile.CONSERVATIVE.minimumMomentum()).isEqualTo(65);
  }

  @Test
  void refusesWhatItCannotRunOn(@TempDir Path other) throws IOException {
    Files.copy(folder.resolve("BTCUSDT.csv"), other.resolve("BTCUSDT.csv"));
    AmplifierBacktest.Spec alone = spec(other, null, "moderate", null, null);

    assertThatThrownBy(() -> AmplifierBacktest.of(alone, Cores.all()))
        .isInstanceOf(ResearchRefused.class)
        .hasMessage("Expected a coin to trade beside BTC, found none.");
    AmplifierBacktest.Spec unknown = spec(folder, null, "bold", null, null);
    assertThatThrownBy(() -> AmplifierBacktest.of(unknown, Cores.all()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was bold");
  }

  @Test
  @EnabledIf(
      value = "thereIsRecordedData",
      disabledReason = "left out: no recorded data at BELAY_DATA or ../shared/data")
  void runsOnRecordedCandles() {
    AmplifierBacktest backtest =
        AmplifierBacktest.of(
            spec(
                DATA.resolve("alts_1h_2021-07_2022-01"),
                DATA.resolve("spot_1h"),
                "moderate",
                null,
                null),
            Cores.all());

    assertThat(backtest.history().coins()).hasSizeBetween(140, 149);
    assertThat(backtest.history().hours()).isEqualTo(4_704);
    assertThat(backtest.history().coins())
        .noneMatch(each -> each.symbol().equals(Symbol.of("BTCUSDT")));
    assertThat(backtest.run().tally().cycles).isBetween(4_690, 4_704);
  }
}
