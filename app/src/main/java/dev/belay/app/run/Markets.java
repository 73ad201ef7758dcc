package dev.belay.app.run;

import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.MarketChoice;
import dev.belay.app.cli.MarketFlags;
import dev.belay.app.cli.RunOptions;
import dev.belay.data.BadCandleFile;
import dev.belay.data.CandleDirectory;
import dev.belay.domain.market.Symbol;
import dev.belay.simulator.SimulatorServer;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.market.QuotedMarket;
import dev.belay.simulator.market.ReplayMarket;
import dev.belay.simulator.market.Scenario;
import dev.belay.simulator.market.SyntheticMarket;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The market of a home: the one its books were begun with, for ever. Flags begin new books; on old
 * ones they may only say the same, or where the recorded candles are now.
 */
final class Markets implements Function<SimulatorServer.Books, Market> {
  private static final long SEED = 7;

  private final MarketFlags asked;
  private final RunOptions options;
  private final InstantSource wall;
  private final @Nullable CandleDirectory candles;
  private final LiveOpening live;

  /** Begins to listen to an exchange. */
  interface LiveOpening {
    /**
     * @param held symbols in which the books have positions or orders
     */
    QuotedMarket open(MarketSpec.Live spec, Set<Symbol> held);
  }

  private Markets(
      RunOptions options, InstantSource wall, @Nullable CandleDirectory candles, LiveOpening live) {
    this.live = live;
    this.asked = options.market();
    this.options = options;
    this.wall = wall;
    this.candles = candles;
  }

  /**
   * Reads the candles that were asked for: a bad file is told before anything is started.
   *
   * @throws OperatorException if they can't be read
   */
  static Markets of(RunOptions options, InstantSource wall) {
    return of(
        options,
        wall,
        (spec, held) -> {
          throw new IllegalStateException("Expected to be told how live prices are opened");
        });
  }

  /** The same with live prices. */
  Markets with(LiveOpening other) {
    return new Markets(options, wall, candles, other);
  }

  /** Of a simulator that stands alone. */
  static Markets of(RunOptions options, InstantSource wall, LiveOpening live) {
    CandleDirectory candles =
        options.market().market() instanceof MarketChoice.Replay(Path folder) ? load(folder) : null;
    if (options.market().market() instanceof MarketChoice.Live
        && PaperVenueStack.speed(options) != 1) {
      throw refused(
          "Expected --speed 1 with --market live, whose time is the wall clock's, was %d; say --speed 1, or `belay up`."
              .formatted(PaperVenueStack.speed(options)));
    }
    return new Markets(options, wall, candles, live);
  }

  /**
   * @param books with their market; empty if they are new
   * @throws OperatorException if a flag says something else
   */
  @Override
  public Market apply(SimulatorServer.Books books) {
    return switch (books.market().orElse(null)) {
      case null -> begin();
      case MarketSpec.Synthetic synthetic -> goOn(synthetic);
      case MarketSpec.Replay replay -> goOn(replay);
      case MarketSpec.Live kept -> goOn(kept, books.held());
    };
  }

  private Market begin() {
    if (isLook()) {
      throw refused(
          "Expected a home in which Belay has traded, but this one has no market yet; name the one"
              + " that is meant with --home.");
    }
    if (isLive()) {
      return live.open(
          new MarketSpec.Live(wall.instant().truncatedTo(ChronoUnit.MINUTES)), Set.of());
    }
    if (candles == null) {
      Scenario scenario = asked.scenario() == null ? Scenario.MIXED : scenario(asked.scenario());
      long seed = asked.seed() == null ? SEED : asked.seed();
      return options.verb() != RunOptions.Verb.DEMO && PaperVenueStack.speed(options) == 1
          ? listed(SyntheticMarket.beginningAt(seed, scenario, wall.instant()))
          : listed(new SyntheticMarket(seed, scenario));
    }
    try {
      return asked.from() == null
          ? ReplayMarket.fromStart(candles)
          : new ReplayMarket(candles, asked.from());
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  /** Whether new books are begun with live prices. */
  private boolean isLive() {
    boolean synthetic =
        asked.scenario() != null || asked.seed() != null || PaperVenueStack.speed(options) != 1;
    return asked.market() == null
        ? options.verb() == RunOptions.Verb.UP && !synthetic
        : asked.market() instanceof MarketChoice.Live;
  }

  /** Whether the books are only looked at. */
  private boolean isLook() {
    return options.verb() == RunOptions.Verb.VERIFY || options.verb() == RunOptions.Verb.PARITY;
  }

  private Market goOn(MarketSpec.Live kept, Set<Symbol> held) {
    if (candles != null) {
      throw other(kept, "--market replay:" + candles.path());
    }
    if (asked.market() instanceof MarketChoice.Synthetic) {
      throw other(kept, "--market synthetic");
    }
    if (asked.scenario() != null) {
      throw other(kept, "--scenario " + scenario(asked.scenario()));
    }
    if (asked.seed() != null) {
      throw other(kept, "--seed " + asked.seed());
    }
    if (isLook()) {
      return new RestingMarket(kept);
    }
    if (PaperVenueStack.speed(options) != 1) {
      throw refused(
          "Expected speed 1, because this home has live prices, was %d; start it with `belay up`, or take another home with --home."
              .formatted(PaperVenueStack.speed(options)));
    }
    return live.open(kept, held);
  }

  private Market goOn(MarketSpec.Synthetic kept) {
    if (asked.market() instanceof MarketChoice.Live) {
      throw other(kept, "--market live");
    }
    if (candles != null) {
      throw other(kept, "--market replay:" + candles.path());
    }
    if (asked.scenario() != null && scenario(asked.scenario()) != kept.scenario()) {
      throw other(kept, "--scenario " + scenario(asked.scenario()));
    }
    if (asked.seed() != null && asked.seed() != kept.seed()) {
      throw other(kept, "--seed " + asked.seed());
    }
    if (kept.onClock() && PaperVenueStack.speed(options) != 1) {
      throw refused(
          "Expected speed 1, because market time of this home is the wall clock's, was %d; start it with `belay up`, or take another home with --home."
              .formatted(PaperVenueStack.speed(options)));
    }
    return listed(SyntheticMarket.of(kept, isLook()));
  }

  /** The small coins are there for whoever trades them. */
  private Market listed(SyntheticMarket market) {
    return options.systems().contains(AmplifierStack.SYSTEM) ? market.withAlts() : market;
  }

  private Market goOn(MarketSpec.Replay kept) {
    if (asked.market() instanceof MarketChoice.Synthetic) {
      throw other(kept, "--market synthetic");
    }
    if (asked.market() instanceof MarketChoice.Live) {
      throw other(kept, "--market live");
    }
    if (asked.scenario() != null) {
      throw other(kept, "--scenario " + scenario(asked.scenario()));
    }
    if (asked.seed() != null) {
      throw other(kept, "--seed " + asked.seed());
    }
    CandleDirectory found = candles == null ? reload(kept.folder()) : candles;
    if (!found.fingerprint().equals(kept.candles())) {
      throw candles == null
          ? refused(
              "Expected the candles this home was begun with in %s, but they are others now; bring those back, or pass --market replay:DIR with where they are."
                  .formatted(kept.folder()))
          : other(kept, "--market replay:%s, which holds other candles".formatted(found.path()));
    }
    if (asked.from() != null && !found.interval().floor(asked.from()).equals(kept.from())) {
      throw other(kept, "--from " + asked.from());
    }
    return new ReplayMarket(found, kept.from());
  }

  private static Scenario scenario(RunOptions.Scenario name) {
    return Scenario.of(name.name().toLowerCase(Locale.ROOT));
  }

  private static CandleDirectory load(Path folder) {
    try {
      return CandleDirectory.load(folder);
    } catch (BadCandleFile | UncheckedIOException e) {
      throw new OperatorException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  private static CandleDirectory reload(Path folder) {
    try {
      return CandleDirectory.load(folder);
    } catch (BadCandleFile | UncheckedIOException e) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected the candles this home was begun with in %s, but: %s If they were moved, pass --market replay:DIR with where they are."
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  private static OperatorException other(MarketSpec kept, String flag) {
    return refused(
        "Expected the market of this home, %s, was %s; leave the flag out, or take another home with --home."
            .formatted(flags(kept), flag));
  }

  /** The market as the flags that ask for it. */
  private static String flags(MarketSpec spec) {
    return switch (spec) {
      case MarketSpec.Synthetic synthetic ->
          "--market synthetic --scenario %s --seed %d"
              .formatted(synthetic.scenario(), synthetic.seed());
      case MarketSpec.Replay replay ->
          "--market replay:%s --from %s".formatted(replay.folder(), replay.from());
      case MarketSpec.Live ignored -> "--market live";
    };
  }

  private static OperatorException refused(String message) {
    return new OperatorException(ExitCode.BAD_INPUT, message);
  }
}
