package dev.belay.api.health;

import dev.belay.api.ApiSettings;
import dev.belay.api.MarketInfo;
import dev.belay.api.PriceFeed;
import dev.belay.api.TemporalInfo;
import dev.belay.api.portfolio.PortfolioBook;
import dev.belay.api.portfolio.QuoteBoard;
import dev.belay.api.reconcile.CaseReader;
import dev.belay.api.reconcile.CasesView;
import dev.belay.ledger.read.DatabaseSize;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks every part at the same time and waits two seconds at most. */
@Singleton
public final class HealthReader {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** The feed polls every second or so; this long without an answer is an outage. */
  private static final Duration FEED_LIMIT = Duration.ofSeconds(15);

  private static final String OK = "ok";
  private static final String DEGRADED = "degraded";

  /** It comes every minute; two that are missing are an outage. */
  private static final Duration RECONCILIATION_LIMIT = Duration.ofMinutes(3);

  private final PortfolioBook book;
  private final CaseReader cases;
  private final QuoteBoard quotes;
  private final Probes probes;
  private final ApiSettings settings;
  private final Clock clock = Clock.systemUTC();

  HealthReader(
      PortfolioBook book,
      CaseReader cases,
      QuoteBoard quotes,
      Probes probes,
      ApiSettings settings) {
    this.book = book;
    this.cases = cases;
    this.quotes = quotes;
    this.probes = probes;
    this.settings = settings;
  }

  /** An answer, or why there is none. */
  private record Outcome<T>(Optional<T> value, String failure) {}

  /** The state of now. */
  public Health read() {
    FutureTask<String> ledger =
        ask(
            () -> {
              book.ping();
              return "answers";
            });
    FutureTask<String> temporal = ask(probes::temporal);
    FutureTask<QuoteBoard.Board> board = ask(quotes::now);
    FutureTask<Probes.FeedState> feed = ask(probes::feed);
    FutureTask<MarketInfo> market = ask(() -> settings.market().get());
    FutureTask<CasesView> open = ask(() -> cases.read(true, 100));
    FutureTask<Upkeep> upkeep = ask(probes::upkeep);
    FutureTask<Notified> notified = ask(probes::notifications);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Health.Part ledgerPart = part(await(ledger, deadline));
    Health.Temporal temporalPart = temporal(await(temporal, deadline));
    Health.VenueClock clockPart = clock(await(board, deadline));
    Health.Feed feedPart = feed(await(feed, deadline));
    Health.Prices pricesPart = prices(await(market, deadline));
    Health.Reconciled reconciledPart = reconciled(await(open, deadline));
    Outcome<Upkeep> kept = await(upkeep, deadline);
    Health.Disk diskPart = disk(kept);
    Health.Notifications notifiedPart = notified(await(notified, deadline));
    boolean ok =
        ledgerPart.status().equals(OK)
            && temporalPart.status().equals(OK)
            && clockPart.status().equals(OK)
            && feedPart.status().equals(OK)
            && pricesPart.status().equals(OK)
            && reconciledPart.status().equals(OK)
            && diskPart.status().equals(OK)
            && notifiedPart.status().equals(OK);
    return new Health(
        ok ? OK : DEGRADED,
        clock.instant(),
        settings.version(),
        settings.mode(),
        settings.portfolio(),
        ledgerPart,
        temporalPart,
        clockPart,
        feedPart,
        pricesPart,
        reconciledPart,
        diskPart,
        database(kept),
        notifiedPart);
  }

  /** Whether the ledger answers: pages need no more to be shown. */
  public boolean isReady() {
    FutureTask<String> ledger =
        ask(
            () -> {
              book.ping();
              return OK;
            });
    return await(ledger, System.nanoTime() + PATIENCE.toNanos()).value().isPresent();
  }

  private static <T> FutureTask<T> ask(Callable<T> question) {
    FutureTask<T> task = new FutureTask<>(question);
    Thread.ofVirtual().name("belay-health").start(task);
    return task;
  }

  private static <T> Outcome<T> await(FutureTask<T> task, long deadline) {
    try {
      long wait = Math.max(0, deadline - System.nanoTime());
      return new Outcome<>(Optional.of(task.get(wait, TimeUnit.NANOSECONDS)), "");
    } catch (TimeoutException e) {
      boolean unused = task.cancel(true);
      return new Outcome<>(
          Optional.empty(), "no answer within %d s".formatted(PATIENCE.toSeconds()));
    } catch (ExecutionException e) {
      return new Outcome<>(Optional.empty(), "does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome<>(Optional.empty(), "interrupted");
    }
  }

  private static Health.Part part(Outcome<String> outcome) {
    return new Health.Part(
        outcome.value().isPresent() ? OK : DEGRADED, outcome.value().orElse(outcome.failure()));
  }

  private Health.Temporal temporal(Outcome<String> outcome) {
    Health.Part part = part(outcome);
    TemporalInfo info = settings.temporal();
    return new Health.Temporal(
        part.status(), part.detail(), info.kind(), info.durable(), info.reason(), info.uiAddress());
  }

  private static Health.VenueClock clock(Outcome<QuoteBoard.Board> outcome) {
    QuoteBoard.Board board = outcome.value().orElse(null);
    if (board == null || !board.isKnown()) {
      String why = board == null ? outcome.failure() : "the venue has not answered yet";
      return new Health.VenueClock(DEGRADED, why, null, why, 1, false);
    }
    String problem = board.problem();
    return new Health.VenueClock(
        problem == null ? OK : DEGRADED,
        problem == null ? "answers" : problem,
        board.time().now(),
        null,
        board.time().speed(),
        board.time().ended());
  }

  private static Health.Feed feed(Outcome<Probes.FeedState> outcome) {
    return switch (outcome.value().orElse(null)) {
      case null -> silent(outcome.failure());
      case Probes.Here(Optional<Duration> age) ->
          age.map(HealthReader::feed).orElseGet(() -> silent("nothing heard yet"));
      case Probes.Elsewhere(List<String> idle) when idle.isEmpty() -> {
        String where = "runs in the workers";
        yield new Health.Feed(OK, where, null, where);
      }
      case Probes.Elsewhere(List<String> idle) ->
          silent("no worker asks for the tasks of " + String.join(", ", idle));
    };
  }

  private static Health.Feed silent(String why) {
    return new Health.Feed(DEGRADED, why, null, why);
  }

  private static Health.Feed feed(Duration age) {
    boolean fresh = age.compareTo(FEED_LIMIT) <= 0;
    return new Health.Feed(
        fresh ? OK : DEGRADED,
        fresh
            ? "hears the venue, last %d ms ago".formatted(age.toMillis())
            : "nothing heard for %d s".formatted(age.toSeconds()),
        age.toMillis() / 1000.0,
        null);
  }

  private static Health.Prices prices(Outcome<MarketInfo> outcome) {
    MarketInfo market = outcome.value().orElse(null);
    if (market == null) {
      return new Health.Prices(DEGRADED, outcome.failure(), null, outcome.failure(), false);
    }
    PriceFeed feed = market.feed();
    if (feed == null) {
      String why = "made by the venue";
      return new Health.Prices(OK, why, null, why, false);
    }
    return new Health.Prices(
        feed.stale() ? DEGRADED : OK,
        feed.detail(),
        feed.ageSeconds(),
        feed.ageSeconds() == null ? "nothing heard yet" : null,
        feed.stale());
  }

  private Health.Reconciled reconciled(Outcome<CasesView> outcome) {
    CasesView found = outcome.value().orElse(null);
    if (found == null) {
      return new Health.Reconciled(DEGRADED, outcome.failure(), 0, null, outcome.failure());
    }
    CasesView.Last last = found.reconciliation();
    if (last == null) {
      String reason = "" + found.reconciliationReason();
      return new Health.Reconciled(OK, "not looked yet", found.open(), null, reason);
    }
    Duration age = Duration.between(last.at(), clock.instant());
    boolean recent = age.compareTo(RECONCILIATION_LIMIT) <= 0;
    boolean fine = recent && found.open() == 0 && last.unreachable().isEmpty();
    String detail =
        !recent
            ? "nobody has looked for %d s".formatted(age.toSeconds())
            : !last.unreachable().isEmpty()
                ? "the venue did not answer for " + String.join(", ", last.unreachable().keySet())
                : found.open() == 0
                    ? "ledger, venue and workflows agree"
                    : "%d open case%s: /cases"
                        .formatted(found.open(), found.open() == 1 ? "" : "s");
    return new Health.Reconciled(
        fine ? OK : DEGRADED, detail, found.open(), age.toMillis() / 1000.0, null);
  }

  private static Health.Disk disk(Outcome<Upkeep> outcome) {
    Upkeep.Disk disk = outcome.value().map(Upkeep::disk).orElse(null);
    if (disk == null) {
      return new Health.Disk(DEGRADED, outcome.failure(), null, outcome.failure(), false);
    }
    return new Health.Disk(
        disk.low() ? DEGRADED : OK,
        disk.detail(),
        disk.freeBytes(),
        disk.freeBytes() == null ? "the system does not tell" : null,
        disk.entriesRefused());
  }

  private static Health.Notifications notified(Outcome<Notified> outcome) {
    Notified found = outcome.value().orElse(null);
    if (found == null) {
      return new Health.Notifications(DEGRADED, outcome.failure(), true, List.of());
    }
    List<Health.Channel> channels = found.channels().stream().map(HealthReader::channel).toList();
    List<String> away =
        found.channels().stream()
            .filter(channel -> !channel.answers())
            .map(Notified.Channel::name)
            .toList();
    String names =
        found.channels().stream().map(Notified.Channel::name).collect(Collectors.joining(", "));
    String detail =
        switch (found.state()) {
          case OFF -> "off";
          case ELSEWHERE -> "another process on the same books sends them: " + names;
          case HERE ->
              away.isEmpty() ? "sent to " + names : String.join(", ", away) + ": no answer";
        };
    return new Health.Notifications(
        away.isEmpty() ? OK : DEGRADED, detail, found.state() != Notified.State.OFF, channels);
  }

  private static Health.Channel channel(Notified.Channel channel) {
    return new Health.Channel(
        channel.name(),
        channel.answers() ? OK : DEGRADED,
        channel.detail(),
        channel.toldAt(),
        channel.toldAt() == null ? "nothing was told yet" : null,
        channel.told());
  }

  private static Health.Database database(Outcome<Upkeep> outcome) {
    Upkeep upkeep = outcome.value().orElse(null);
    DatabaseSize size = upkeep == null ? null : upkeep.database();
    Duration kept = upkeep == null ? null : upkeep.textsKept();
    String unknown = upkeep == null ? outcome.failure() : "not measured yet";
    String keeps =
        kept == null
            ? "prompts and replies are kept for ever"
            : "prompts and replies are kept for %d days".formatted(kept.toDays());
    if (size == null) {
      return new Health.Database(
          unknown, null, unknown, List.of(), days(kept), forEver(kept, upkeep), 0);
    }
    String largest =
        size.tables().stream()
            .filter(table -> table.bytes() >> 20 > 0)
            .limit(3)
            .map(table -> table.name() + " " + mebibytes(table.bytes()))
            .collect(Collectors.joining(", "));
    return new Health.Database(
        mebibytes(size.bytes())
            + (largest.isEmpty() ? "" : ", most of it " + largest)
            + "; "
            + keeps,
        size.bytes(),
        null,
        size.tables().stream().map(table -> new Health.Table(table.name(), table.bytes())).toList(),
        days(kept),
        forEver(kept, upkeep),
        size.deletedBodies());
  }

  private static @Nullable Long days(@Nullable Duration kept) {
    return kept == null ? null : kept.toDays();
  }

  private static @Nullable String forEver(@Nullable Duration kept, @Nullable Upkeep upkeep) {
    return kept != null ? null : upkeep == null ? "unknown" : "for ever";
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
  }
}
