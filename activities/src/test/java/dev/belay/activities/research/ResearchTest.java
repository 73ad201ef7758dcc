package dev.belay.activities.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.data.CandleSource;
import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.research.RunSpec;
import dev.belay.domain.strategy.Parameters;
import dev.belay.domain.strategy.StrategyKind;
import dev.belay.engine.backtest.Outcome;
import dev.belay.engine.fill.Fixed;
import dev.belay.engine.search.Axis;
import dev.belay.engine.search.Grid;
import dev.belay.engine.search.Objective;
import dev.belay.engine.walkforward.Fold;
import dev.belay.strategies.classic.ClassicStrategies;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResearchTest {
  private static final Cores ONE = new Cores(1, done -> {});

  @TempDir Path folder;

  @BeforeEach
  void candles() throws IOException {
    CandleFolder.write(folder, 3000, "AAAUSDT", "BBBUSDT", "CCCUSDT", "DDDUSDT");
  }

  private static Study study(
      Path data, String strategy, Map<String, Double> given, String symbols, boolean isolated) {
    return study(data, strategy, given, symbols, isolated, null, null);
  }

  private static Study study(
      Path data,
      String strategy,
      Map<String, Double> given,
      String symbols,
      boolean isolated,
      @Nullable Instant from,
      @Nullable Instant to) {
    return Study.of(
        new RunSpec(
            strategy,
            given,
            data.toString(),
            CandleSource.of(data).choose(symbols),
            Interval.H1,
            from,
            to,
            false,
            BigDecimal.valueOf(10_000),
            BigDecimal.TEN,
            BigDecimal.ZERO,
            1,
            false,
            isolated));
  }

  /** The rule in a plain loop, in doubles. */
  private static double[] crossed(Candles candles, int fast, int slow) {
    double quick = candles.close(0);
    double slack = candles.close(0);
    double cash = 10_000;
    double held = 0;
    int trades = 0;
    double before = 0;
    for (int i = 0; i < candles.size(); i++) {
      double close = candles.close(i);
      if (i > 0) {
        quick += (close - quick) * (2.0 / (fast + 1));
        slack += (close - slack) * (2.0 / (slow + 1));
      }
      double difference = quick - slack;
      boolean next = i + 1 < candles.size();
      if (next && difference > 0 && before <= 0 && held == 0) {
        held = cash / (candles.open(i + 1) * 1e-8 * 1.001);
        cash = 0;
      } else if (next && difference < 0 && before >= 0 && held > 0) {
        cash = held * candles.open(i + 1) * 1e-8 * 0.999;
        held = 0;
        trades++;
      }
      before = difference;
    }
    return new double[] {trades, cash + held * candles.close(candles.size() - 1) * 1e-8};
  }

  @Test
  void comesToWhatAPlainLoopComesTo() {
    for (Symbol symbol : CandleSource.of(folder).symbols()) {
      Study study = study(folder, "ema-cross", Map.of(), symbol.value(), false);
      Outcome outcome = BacktestRun.of(study, ONE).outcome();
      double[] plain = crossed(study.candles(symbol), 12, 26);

      assertThat(outcome.trips()).hasSize((int) plain[0]);
      assertThat(outcome.trips()).hasSizeGreaterThan(20);
      assertThat(outcome.equity() * 1e-8).isCloseTo(plain[1], Offset.offset(0.0001));
    }
  }

  @Test
  void theFingerprintIsTheSameOnAnyNumberOfCoresAndAnotherForAnotherResult() {
    Set<String> prints = new TreeSet<>();
    for (int threads = 1; threads <= 4; threads++) {
      Study study = study(folder, "donchian-trail", Map.of(), "all", true);
      prints.add(BacktestRun.of(study, new Cores(threads, done -> {})).fingerprint());
    }
    assertThat(prints).hasSize(1);
    prints.add(
        BacktestRun.of(study(folder, "donchian-trail", Map.of(), "all", false), ONE).fingerprint());
    prints.add(
        BacktestRun.of(study(folder, "donchian-trail", Map.of("entry", 21.0), "all", true), ONE)
            .fingerprint());
    prints.add(
        BacktestRun.of(study(folder, "donchian-trail", Map.of(), "AAAUSDT,BBBUSDT", true), ONE)
            .fingerprint());
    assertThat(prints).hasSize(4);
  }

  @Test
  void tellsEveryFigureOrWhyNot() {
    BacktestRun run =
        BacktestRun.of(study(folder, "ema-cross", Map.of(), "all", true), Cores.all());
    Map<String, @Nullable Object> figures = BacktestFigures.of(run);

    figures.forEach(
        (name, value) -> {
          if (value == null) {
            assertThat(figures).containsKey(name + "_reason");
          }
        });
    assertThat(figures)
        .containsKeys("trades", "final_equity", "final_equity_closed", "sharpe", "fingerprint");
    assertThat(figures.get("initial_equity")).isEqualTo("40000.00000000");
    assertThat((List<?>) figures.get("symbols")).hasSize(4);
    assertThat(figures.get("benchmarks"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsOnlyKeys("cash", "buy_and_hold", "random");
  }

  @Test
  void aRunWithoutATradeSaysSo() {
    Map<String, @Nullable Object> figures =
        BacktestFigures.of(
            BacktestRun.of(
                study(folder, "random", Map.of("probability", 0.0), "AAAUSDT", false), ONE));

    assertThat(figures.get("trades")).isEqualTo(0);
    assertThat(figures.get("final_equity")).isEqualTo("10000.00000000");
    assertThat(figures.get("win_rate_pct")).isNull();
    assertThat(figures.get("win_rate_pct_reason")).isEqualTo("no trade");
    assertThat(figures.get("sharpe_reason")).isEqualTo("the returns do not differ");
  }

  @Test
  void sweepsOnAnyNumberOfCoresAlikeAndAsSingleRuns() {
    Study study = study(folder, "ema-cross", Map.of(), "all", true);
    Grid grid =
        new Grid(study.kind(), Map.of(), List.of(Axis.of("fast=5..15..5"), Axis.of("slow=20,40")));
    Sweep sweep = Sweep.of(study, grid.all(), Objective.FINAL_EQUITY, ONE);
    Sweep shared = Sweep.of(study, grid.all(), Objective.FINAL_EQUITY, new Cores(3, done -> {}));

    assertThat(shared.fingerprint()).isEqualTo(sweep.fingerprint());
    assertThat(sweep.results()).hasSize(6);
    for (Scored each : sweep.results()) {
      Outcome alone =
          BacktestRun.of(study(folder, "ema-cross", each.parameters().values(), "all", true), ONE)
              .outcome();
      assertThat(each.score().equity()).isEqualTo(alone.equity());
      assertThat(each.score().trades()).isEqualTo(alone.trips().size());
      assertThat(each.score().equity()).isLessThanOrEqualTo(sweep.best().score().equity());
    }
  }

  @Test
  void walksForwardWithoutSeeingTheTest() {
    Study study = study(folder, "ema-cross", Map.of(), "all", false);
    List<Parameters> combinations =
        new Grid(study.kind(), Map.of(), List.of(Axis.of("fast=4,8"), Axis.of("slow=20,40"))).all();
    long from = CandleFolder.START;
    Fold.Plan plan =
        new Fold.Plan(
            Duration.ofDays(40),
            Duration.ofDays(20),
            Duration.ofDays(20),
            false,
            Duration.ofHours(12),
            Duration.ofHours(6));
    List<Fold> folds = Fold.of(from, from + 3000 * CandleFolder.HOUR, plan);
    WalkForward result =
        WalkForward.of(
            study,
            new WalkForward.Plan(combinations, Objective.SHARPE, folds),
            new Cores(2, d -> {}));

    assertThat(result.folds()).hasSize(folds.size());
    assertThat(result.outOfSample().cash()).isEqualTo(10_000 * Fixed.ONE);
    for (int i = 0; i < folds.size(); i++) {
      Fold fold = folds.get(i);
      // What was chosen is what a sweep over the training alone chooses.
      Study training =
          study(
              folder,
              "ema-cross",
              Map.of(),
              "all",
              false,
              Instant.ofEpochMilli(fold.trainFrom()),
              Instant.ofEpochMilli(fold.trainTo()));
      Sweep sweep = Sweep.of(training, combinations, Objective.SHARPE, ONE);
      assertThat(result.folds().get(i).chosen()).isEqualTo(sweep.best());
      Outcome tested = result.folds().get(i).tested();
      assertThat(tested.curve().times()[0]).isGreaterThan(fold.testFrom());
      if (i > 0) {
        assertThat(tested.cash()).isEqualTo(result.folds().get(i - 1).tested().equityClosed());
      }
    }
    assertThat(
            WalkForward.of(study, new WalkForward.Plan(combinations, Objective.SHARPE, folds), ONE)
                .fingerprint())
        .isEqualTo(result.fingerprint());
  }

  @Test
  void findsNoBiasInTheStrategiesThatComeWithBelay() {
    for (StrategyKind kind : ClassicStrategies.all()) {
      Study study = study(folder, kind.name(), Map.of(), "AAAUSDT,BBBUSDT", true);
      BiasCheck check = BiasCheck.of(study, 40, Cores.all());

      assertThat(check.isClean()).as(kind.name()).isTrue();
      assertThat(check.costs()).hasSize(5);
    }
  }

  @Test
  void refusesWhatCantBe() {
    assertThatThrownBy(() -> study(folder, "ema-cros", Map.of(), "all", true))
        .hasMessageContaining("did you mean \"ema-cross\"?");
    assertThatThrownBy(
            () -> study(folder, "ema-cross", Map.of("fats", 3.0), "all", true).parameters())
        .hasMessageContaining("did you mean \"fast\"?");
    assertThatThrownBy(
            () -> study(folder, "ema-cross", Map.of("fast", 30.0), "all", true).parameters())
        .hasMessageContaining("fast below slow, was fast=30 slow=26");
    assertThatThrownBy(
            () -> study(folder, "ema-cross", Map.of("fast", 2.5), "all", true).parameters())
        .hasMessageContaining("whole and from 1 to 5000, was 2.5");
    Instant late = Instant.parse("2030-01-01T00:00:00Z");
    Study empty = study(folder, "ema-cross", Map.of(), "all", true, late, null);
    assertThatThrownBy(() -> BacktestRun.of(empty, ONE))
        .isInstanceOf(ResearchRefused.class)
        .hasMessageContaining("found 0; it has them from 2022-01-01T00:00:00Z");
  }

  @Test
  void oneThatFailsStopsTheOthers() {
    AtomicInteger begun = new AtomicInteger();
    List<Integer> pieces = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      pieces.add(i);
    }
    assertThatThrownBy(
            () ->
                new Cores(2, done -> {})
                    .map(
                        pieces,
                        piece -> {
                          begun.incrementAndGet();
                          if (piece == 10) {
                            throw new IllegalStateException("piece 10");
                          }
                          // So much work that the other thread can't be through with all of it.
                          LockSupport.parkNanos(5_000_000);
                          return piece;
                        }))
        .hasMessage("piece 10");
    assertThat(begun.get()).isLessThan(1000);
    assertThat(new Cores(3, done -> {}).map(pieces, piece -> piece * 2))
        .hasSize(1000)
        .containsSequence(38, 40, 42);
  }

  @Test
  void comesToTheKnownFiguresOnRecordedCandles() {
    Path recorded = Path.of(System.getenv().getOrDefault("BELAY_DATA", "../../shared/data"));
    Assumptions.assumeTrue(
        Files.isDirectory(recorded.resolve("spot_1h")), "no recorded data: left out");
    Outcome outcome =
        BacktestRun.of(
                study(recorded.resolve("spot_1h"), "ema-cross", Map.of(), "BTCUSDT", false), ONE)
            .outcome();

    assertThat(outcome.trips()).hasSize(432);
    assertThat(Fixed.decimal(outcome.equity()).toPlainString()).isEqualTo("10374.81217801");
    assertThat(Fixed.decimal(outcome.equityClosed()).toPlainString()).isEqualTo("10364.43736607");
  }
}
