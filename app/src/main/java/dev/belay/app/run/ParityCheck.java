package dev.belay.app.run;

import dev.belay.app.base.CacheFolder;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.Json;
import dev.belay.app.base.OperatorException;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.cli.Version;
import dev.belay.app.home.BelayHome;
import dev.belay.app.postgres.PostgresServer;
import dev.belay.app.process.ChildNote;
import dev.belay.app.run.ParityReport.Divergence;
import dev.belay.domain.fault.Failpoints;
import dev.belay.domain.money.Usdt;
import dev.belay.engine.fill.Fixed;
import dev.belay.simulator.SimulatorServer;
import dev.belay.simulator.market.Market;
import dev.belay.simulator.market.MarketSpec;
import dev.belay.simulator.parity.Difference;
import dev.belay.simulator.parity.Parity;
import dev.belay.simulator.store.Command;
import dev.belay.simulator.store.Recording;
import dev.belay.simulator.store.Store;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Replays a home's recorded paper run through the fill engine, holds it against the venue's record,
 * and the ledger against the replay. Neither venue nor workers run, so nothing moves meanwhile.
 */
final class ParityCheck {
  private static final Duration STEP = Duration.ofSeconds(2);

  /** By market time; at one time what the venue did before what the ledger has of it. */
  private static final Comparator<Divergence> EARLIEST =
      Comparator.comparing(
          Divergence::asOf, Comparator.nullsLast(Comparator.comparing(Instant::parse)));

  private final Store store;
  private final LedgerStack ledger;
  private final Markets markets;
  private final PrintStream progress;

  private ParityCheck(Store store, LedgerStack ledger, Markets markets, PrintStream progress) {
    this.store = store;
    this.ledger = ledger;
    this.markets = markets;
    this.progress = progress;
  }

  /**
   * The whole command; the result is the process's exit code.
   *
   * @throws OperatorException if the home has no paper run that can be replayed
   */
  static int run(RunOptions options, Map<String, String> environment) {
    ParityReport report = check(options, environment, System.err);
    if (options.json()) {
      System.out.println(Json.write(report));
    } else {
      report.print(System.out);
    }
    System.out.flush();
    return (report.differences() == 0 ? ExitCode.DONE : ExitCode.DIFFERENCE).code();
  }

  private static ParityReport check(
      RunOptions options, Map<String, String> environment, PrintStream progress) {
    long began = System.nanoTime();
    InstantSource wall = InstantSource.system();
    Markets markets = Markets.of(options, wall);
    boolean ownBooks = PostgresServer.external(environment).isEmpty();
    if (ownBooks && !Files.isDirectory(options.home().resolve("postgres").resolve("data"))) {
      throw noRun("there are no books in " + options.home());
    }
    try (BelayHome home = BelayHome.open(options.home())) {
      ChildNote.stopAll(home.folder("children"));
      progress.println("[parity] starting the home's Postgres");
      try (PostgresServer postgres =
              PostgresServer.start(home, CacheFolder.locate(environment), environment);
          LedgerStack ledger = new LedgerStack(postgres, Failpoints.NONE, wall, Version.text())) {
        if (ledger.mode.isExchange()) {
          throw noRun("the home in %s trades as %s".formatted(options.home(), ledger.mode));
        }
        try (Store store = open(postgres)) {
          return new ParityCheck(store, ledger, markets, progress)
              .check(options.home().toString(), began);
        }
      }
    }
  }

  /** The venue's books, which nobody else serves meanwhile. */
  private static Store open(PostgresServer postgres) {
    try {
      return Store.open(postgres.jdbcUrl(), postgres.user(), postgres.password());
    } catch (IllegalStateException e) {
      throw new OperatorException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  private static OperatorException noRun(String found) {
    return new OperatorException(
        ExitCode.BAD_INPUT,
        "Expected a home in which Belay has traded on paper, but %s; name the one that is meant with --home."
            .formatted(found));
  }

  private ParityReport check(String home, long began) {
    progress.println("[parity] reading what was recorded");
    Recording recording =
        store
            .recording()
            .filter(found -> !found.accounts().isEmpty())
            .orElseThrow(() -> noRun("nobody has in " + home));
    Market market = market(recording);
    Instant from = Instant.ofEpochMilli(recording.commands().getFirst().when().at());
    Instant until = Instant.ofEpochMilli(recording.until());
    progress.printf(
        Locale.ROOT,
        "[parity] replaying %,d commands of %d accounts from %s to %s%n",
        recording.commands().size(),
        recording.accounts().size(),
        from,
        until);
    Parity parity = Parity.check(market, recording, telling(from, until));
    progress.println("[parity] comparing with the ledger");
    LedgerParity ours = LedgerParity.of(ledger, recording, parity);
    List<Divergence> divergences = new ArrayList<>();
    parity.comparison().differences().forEach(each -> divergences.add(divergence(each)));
    divergences.addAll(ours.divergences());
    divergences.sort(EARLIEST);
    return new ParityReport(
        ours.rounds(),
        ours.decisions(),
        recording.accounts().size(),
        recording.commands().size(),
        starts(recording),
        parity.comparison().orders(),
        ours.intents(),
        parity.comparison().trades(),
        parity.comparison().incomes(),
        ours.notBooked(),
        divergences.size(),
        drift(parity),
        drift(parity) == null ? "the recorded equity is 0" : null,
        money(parity.recordedEquity()),
        money(parity.replayedEquity()),
        divergences.isEmpty() ? null : divergences.getFirst(),
        divergences.subList(0, Math.min(ParityReport.MOST, divergences.size())),
        market.label(),
        from.toString(),
        until.toString(),
        parity.replay().boundaries(),
        Duration.ofNanos(System.nanoTime() - began).toMillis());
  }

  private Market market(Recording recording) {
    Optional<MarketSpec> spec = Optional.ofNullable(recording.clock().spec());
    if (spec.orElse(null) instanceof MarketSpec.Live) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected a paper run on a synthetic or replayed market, was one on live prices: quotes are nobody's to have again, so such a run can't be replayed; `belay verify` compares its books.");
    }
    return markets.apply(new SimulatorServer.Books(spec, Set.of()));
  }

  /** Says every few seconds how far it is. */
  private LongConsumer telling(Instant from, Instant until) {
    long span = Math.max(1, Duration.between(from, until).toMillis());
    long[] told = {System.nanoTime()};
    return at -> {
      if (System.nanoTime() - told[0] > STEP.toNanos()) {
        told[0] = System.nanoTime();
        progress.printf(
            "[parity] at %s, %d %%%n",
            Instant.ofEpochMilli(at), (at - from.toEpochMilli()) * 100 / span);
      }
    };
  }

  private static int starts(Recording recording) {
    return (int)
        recording.commands().stream()
            .filter(taken -> taken.command() instanceof Command.Started)
            .count();
  }

  /** Null where the recorded equity is 0. */
  private static @Nullable Double drift(Parity parity) {
    long by = parity.replayedEquity() - parity.recordedEquity();
    return parity.recordedEquity() == 0 ? null : (double) by / parity.recordedEquity() * 1e4;
  }

  private static String money(long fixed) {
    return Usdt.of(Fixed.decimal(fixed)).toString();
  }

  private static Divergence divergence(Difference difference) {
    boolean trade = difference.kind() == Difference.Kind.TRADE;
    boolean order =
        switch (difference.kind()) {
          case COMMAND, ORDER, ORDER_END -> true;
          case TRADE, INCOME, POSITION, LEVERAGE, WALLET -> false;
        };
    return new Divergence(
        difference.account(),
        kind(difference.kind()),
        trade ? difference.id() : null,
        present(trade ? difference.order() : order ? difference.id() : ""),
        present(difference.clientOrderId()),
        present(difference.symbol()),
        Instant.ofEpochMilli(difference.at()).toString(),
        difference.field(),
        difference.recorded(),
        difference.replayed());
  }

  private static String kind(Difference.Kind kind) {
    return switch (kind) {
      case COMMAND -> "command";
      case ORDER, ORDER_END -> "order";
      case TRADE -> "trade";
      case INCOME -> "income";
      case POSITION -> "position";
      case LEVERAGE -> "leverage";
      case WALLET -> "wallet";
    };
  }

  private static @Nullable String present(String text) {
    return text.isEmpty() ? null : text;
  }
}
