package dev.belay.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.LiveFlags;
import dev.belay.app.cli.MarketChoice;
import dev.belay.app.cli.MarketFlags;
import dev.belay.app.cli.PartFlags;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.SystemFlags;
import dev.belay.app.temporal.TemporalMode;
import dev.belay.simulator.SimulatorServer;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketsTest {
  private static final Instant FIRST = Instant.parse("2023-01-01T00:00:00Z");
  private static final Instant LATER = FIRST.plusSeconds(3600);
  private static final MarketSpec SEED_9 =
      new MarketSpec.Synthetic(Scenario.CALM, 9, SyntheticMarket.DEFAULT_START, false);

  @TempDir Path folder;
  private Path candles;

  @BeforeEach
  void write() throws IOException {
    candles = candles("candles", 100);
  }

  private Path candles(String name, int close) throws IOException {
    StringBuilder csv = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
    for (int minute = 0; minute < 120; minute++) {
      long time = FIRST.toEpochMilli() + minute * 60_000L;
      csv.append("%d,100,101,99,%d,10%n".formatted(time, close));
    }
    Path directory = Files.createDirectories(folder.resolve(name));
    Files.writeString(directory.resolve("BTCUSDT.csv"), csv);
    return directory;
  }

  @Test
  void aNewHomeGetsTheMarketAskedForOrTheUsualOne() {
    assertThat(begin(MarketFlags.NONE))
        .isEqualTo(
            new MarketSpec.Synthetic(Scenario.MIXED, 7, SyntheticMarket.DEFAULT_START, false));
    assertThat(begin(flags(null, null, RunOptions.Scenario.CALM, 9L))).isEqualTo(SEED_9);
    assertThat(begin(flags(replay(candles), LATER, null, null)))
        .isInstanceOfSatisfying(
            MarketSpec.Replay.class,
            replay -> {
              assertThat(replay.folder()).isEqualTo(candles);
              assertThat(replay.from()).isEqualTo(LATER);
            });
  }

  @Test
  void aHomeGoesOnWithItsMarketWithoutAnyFlag() {
    MarketSpec replay = begin(flags(replay(candles), LATER, null, null));

    assertThat(goOn(SEED_9, MarketFlags.NONE)).isEqualTo(SEED_9);
    assertThat(goOn(replay, MarketFlags.NONE)).isEqualTo(replay);
  }

  @Test
  void flagsThatSayTheSameAreFine() {
    MarketSpec replay = begin(flags(replay(candles), LATER, null, null));

    assertThat(goOn(SEED_9, flags(new MarketChoice.Synthetic(), null, null, 9L))).isEqualTo(SEED_9);
    assertThat(goOn(replay, flags(replay(candles), LATER.plusSeconds(20), null, null)))
        .isEqualTo(replay);
  }

  @Test
  void flagsThatSaySomethingElseAreRefusedByName() throws IOException {
    MarketSpec replay = begin(flags(replay(candles), LATER, null, null));
    Path others = candles("others", 101);

    refused(SEED_9, flags(null, null, null, 8L), "--scenario calm --seed 9", "was --seed 8;");
    refused(SEED_9, flags(null, null, RunOptions.Scenario.BULL, null), "was --scenario bull;");
    refused(SEED_9, flags(replay(candles), null, null, null), "was --market replay:" + candles);
    refused(
        replay,
        flags(new MarketChoice.Synthetic(), null, null, null),
        "--market replay:" + candles + " --from " + LATER,
        "was --market synthetic;");
    refused(replay, flags(null, null, null, 7L), "was --seed 7;");
    refused(replay, flags(replay(candles), FIRST, null, null), "was --from " + FIRST);
    refused(replay, flags(replay(others), null, null, null), others + ", which holds other");
  }

  @Test
  void candlesMayBeMovedButNotChanged() throws IOException {
    MarketSpec replay = begin(flags(replay(candles), LATER, null, null));
    Path moved = Files.move(candles, folder.resolve("moved"));

    refused(replay, MarketFlags.NONE, candles.toString(), "pass --market replay:DIR");
    MarketSpec found = goOn(replay, flags(replay(moved), null, null, null));
    assertThat(found.isSameAs(replay)).isTrue();
    assertThat(found).isNotEqualTo(replay);

    candles("moved", 101);
    refused(found, MarketFlags.NONE, moved.toString(), "others now");
  }

  @Test
  void verifyBeginsNoBooks() {
    assertThatThrownBy(() -> markets(RunOptions.Verb.VERIFY, MarketFlags.NONE).apply(NEW))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("no market yet");
  }

  private static MarketFlags flags(
      @Nullable MarketChoice market,
      @Nullable Instant from,
      RunOptions.@Nullable Scenario scenario,
      @Nullable Long seed) {
    return new MarketFlags(market, from, scenario, seed);
  }

  private static MarketChoice replay(Path directory) {
    return new MarketChoice.Replay(directory);
  }

  @Test
  void aNewHomeOnTheRealClockHasTheClocksTimeFromThen() {
    Instant now = Instant.parse("2026-11-21T08:15:42.5Z");

    Market market =
        Markets.of(
                options(RunOptions.Verb.UP, flags(new MarketChoice.Synthetic(), null, null, null)),
                () -> now,
                NO_EXCHANGE)
            .apply(NEW);

    assertThat(market.followsClock()).isTrue();
    assertThat(market.label()).isEqualTo("SIMULATED synthetic mixed, seed 7, on the clock");
    assertThat(market.spec())
        .isEqualTo(
            new MarketSpec.Synthetic(
                Scenario.MIXED, 7, Instant.parse("2026-11-21T08:15:00Z"), true));
  }

  @Test
  void aHomeOnTheClockStaysThereAndIsOnlyLookedAtWhereItStands() {
    MarketSpec kept = new MarketSpec.Synthetic(Scenario.CALM, 9, FIRST, true);

    assertThat(markets(RunOptions.Verb.UP, MarketFlags.NONE).apply(books(kept)).followsClock())
        .isTrue();
    assertThat(markets(RunOptions.Verb.VERIFY, MarketFlags.NONE).apply(books(kept)).followsClock())
        .isFalse();
    // A demo is 60 times as fast.
    refused(kept, MarketFlags.NONE, "wall clock", "belay up");
  }

  @Test
  void aHomeOfADemoKeepsItsOwnTimeUnderUp() {
    assertThat(markets(RunOptions.Verb.UP, MarketFlags.NONE).apply(books(SEED_9)).followsClock())
        .isFalse();
  }

  private static final SimulatorServer.Books NEW =
      new SimulatorServer.Books(Optional.empty(), Set.of());

  private static final Markets.LiveOpening NO_EXCHANGE =
      (spec, held) -> {
        throw new OperatorException(ExitCode.FAILED, "no exchange here, since " + spec.from());
      };

  private static SimulatorServer.Books books(MarketSpec kept) {
    return new SimulatorServer.Books(Optional.of(kept), Set.of());
  }

  @Test
  void aNewHomeOfUpHasLivePricesUnlessItIsToldOtherwise() {
    assertThatThrownBy(() -> markets(RunOptions.Verb.UP, MarketFlags.NONE).apply(NEW))
        .hasMessageContaining("no exchange here");
    assertThatThrownBy(
            () ->
                markets(RunOptions.Verb.DEMO, flags(new MarketChoice.Live(), null, null, null))
                    .apply(NEW))
        .hasMessageContaining("no exchange here");
    assertThat(markets(RunOptions.Verb.UP, flags(null, null, null, 9L)).apply(NEW).label())
        .contains("SIMULATED", "seed 9");
    assertThat(markets(RunOptions.Verb.SIMULATOR, MarketFlags.NONE).apply(NEW).label())
        .contains("SIMULATED");
  }

  @Test
  void aHomeWithLivePricesKeepsThemAndIsLookedAtWithoutAnExchange() {
    MarketSpec kept = new MarketSpec.Live(FIRST);

    assertThatThrownBy(() -> markets(RunOptions.Verb.UP, MarketFlags.NONE).apply(books(kept)))
        .hasMessageContaining("no exchange here, since " + FIRST);
    Market looked = markets(RunOptions.Verb.VERIFY, MarketFlags.NONE).apply(books(kept));
    assertThat(looked.spec()).isEqualTo(kept);
    assertThat(looked.instruments()).isEmpty();
    // A demo is 60 times as fast.
    refused(kept, MarketFlags.NONE, "live prices", "belay up");
    refused(kept, flags(new MarketChoice.Synthetic(), null, null, null), "--market live");
    refused(kept, flags(null, null, null, 7L), "--market live", "--seed 7");
    refused(kept, flags(replay(candles), null, null, null), "--market live", "replay");
    refused(SEED_9, flags(new MarketChoice.Live(), null, null, null), "--market live", "seed 9");
  }

  private Markets markets(RunOptions.Verb verb, MarketFlags flags) {
    return Markets.of(options(verb, flags), InstantSource.system(), NO_EXCHANGE);
  }

  private MarketSpec begin(MarketFlags flags) {
    return markets(RunOptions.Verb.DEMO, flags).apply(NEW).spec();
  }

  private MarketSpec goOn(MarketSpec kept, MarketFlags flags) {
    return markets(RunOptions.Verb.DEMO, flags).apply(books(kept)).spec();
  }

  private void refused(MarketSpec kept, MarketFlags flags, String... named) {
    assertThatThrownBy(() -> goOn(kept, flags))
        .isInstanceOfSatisfying(
            OperatorException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
        .hasMessageContainingAll(named);
  }

  private RunOptions options(RunOptions.Verb verb, MarketFlags flags) {
    return new RunOptions(
        verb,
        folder,
        1,
        null,
        flags,
        null,
        TemporalMode.MEMORY,
        SystemFlags.of(),
        null,
        PartFlags.NONE,
        LiveFlags.NONE,
        null,
        null,
        false);
  }
}
