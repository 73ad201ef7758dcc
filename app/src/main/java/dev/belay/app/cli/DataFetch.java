package dev.belay.app.cli;

import dev.belay.activities.fetch.CandleArchive;
import dev.belay.activities.fetch.CandleFetch;
import dev.belay.activities.fetch.CandleFetch.Fetched;
import dev.belay.activities.fetch.CandleFetch.Wanted;
import dev.belay.activities.fetch.FetchException;
import dev.belay.activities.fetch.Pause;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.process.StopRequest;
import dev.belay.data.CandleStore;
import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings candles from the exchange into a store. */
@Command(
    name = "fetch",
    description =
        "Bring candles from the exchange into a store: whole past months from its archive, the rest"
            + " from its public calls. What is there is not fetched again; after Ctrl-C or a kill"
            + " the same command goes on.")
final class DataFetch extends DataCommand {
  @Mixin Flags.Home home = new Flags.Home();

  @Option(
      names = "--store",
      required = true,
      paramLabel = "NAME",
      description = "The store: of this name in the home, or a path with a slash.")
  String store = "";

  @Option(
      names = "--symbols",
      required = true,
      paramLabel = "LIST",
      description = "Such as BTCUSDT,ETHUSDT.")
  String symbols = "";

  @Option(
      names = "--interval",
      required = true,
      paramLabel = "INTERVAL",
      converter = DataFlags.Timeframe.class,
      description = "1m, 3m, 5m, 15m, 30m, 1h, 4h or 1d.")
  Interval interval = Interval.H1;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = ExportCommand.Time.class,
      description =
          "Open of the first candle: 2022-01-05 or 2022-01-05T12:00:00Z; UTC. Else behind the last"
              + " one in the store, or from the first there ever was.")
  @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = ExportCommand.Time.class,
      description = "Open of the candle after the last; else up to the last that has closed.")
  @Nullable Instant to;

  @Option(
      names = "--market",
      paramLabel = "spot|futures",
      description = "Which market (${DEFAULT-VALUE}). Keep the two in two stores.")
  String market = "spot";

  @Mixin FetchFlags addresses = new FetchFlags();

  DataFetch(Console console) {
    super(console);
  }

  /** What became of a symbol. */
  private record SeriesAnswer(
      String symbol,
      String interval,
      int added,
      int archives,
      int calls,
      int candles,
      @Nullable String first,
      @Nullable String last,
      long missing,
      @Nullable String digest) {}

  /** What became of all. */
  private record Answer(
      String store,
      String market,
      String interval,
      long added,
      long archives,
      long calls,
      long missing,
      long elapsedMs,
      long candlesPerS,
      List<SeriesAnswer> series) {}

  @Override
  ExitCode run(StopRequest stop) {
    CandleArchive.Market of = market();
    Wanted wanted = wanted();
    URI base = addresses.base(of);
    URI archive = addresses.archive();
    CandleStore into = DataFlags.forWriting(store, home, console.environment());
    FetchLines lines = new FetchLines(console.err(), interval);
    Pause pause = new StopPause(stop);
    try (FetchFlags.Calls calls = FetchFlags.calls(of, base);
        CandleArchive months = archive == null ? null : new CandleArchive(archive, of, pause)) {
      List<Fetched> all = new CandleFetch(into, calls.pages(), months, pause, lines).run(wanted);
      tell(answer(into, all, lines));
      return ExitCode.DONE;
    } catch (FetchException.Stopped e) {
      throw interrupted(
          "Interrupted: %,d candles came and are in the store; the same command goes on from there."
              .formatted(lines.candles()));
    } catch (FetchException.Refused e) {
      throw new OperatorException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
    } catch (FetchException.Failed e) {
      throw new OperatorException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
    }
  }

  private CandleArchive.Market market() {
    return switch (market) {
      case "spot" -> CandleArchive.Market.SPOT;
      case "futures" -> CandleArchive.Market.FUTURES;
      default -> throw usage("Expected --market spot or futures, was \"%s\".".formatted(market));
    };
  }

  private Wanted wanted() {
    SortedSet<Symbol> chosen = new TreeSet<>();
    for (String one : symbols.split(",", -1)) {
      try {
        chosen.add(Symbol.of(one.strip()));
      } catch (IllegalArgumentException e) {
        throw usage("--symbols: %s.".formatted(e.getMessage()));
      }
    }
    Instant begin = from;
    Instant end = to;
    if (begin != null && end != null && !begin.isBefore(end)) {
      throw usage("Expected --from before --to, was %s and %s.".formatted(begin, end));
    }
    return new Wanted(chosen, interval, begin, end);
  }

  private static OperatorException usage(String text) {
    return new OperatorException(ExitCode.USAGE, text);
  }

  private Answer answer(CandleStore into, List<Fetched> all, FetchLines lines) {
    List<SeriesAnswer> series = all.stream().map(this::series).toList();
    return new Answer(
        into.path().toString(),
        market.toLowerCase(Locale.ROOT),
        interval.toString(),
        series.stream().mapToLong(SeriesAnswer::added).sum(),
        series.stream().mapToLong(SeriesAnswer::archives).sum(),
        series.stream().mapToLong(SeriesAnswer::calls).sum(),
        series.stream().mapToLong(SeriesAnswer::missing).sum(),
        lines.elapsedMs(),
        lines.rate(),
        series);
  }

  private SeriesAnswer series(Fetched one) {
    Candles candles = one.candles();
    boolean some = candles != null && !candles.isEmpty();
    return new SeriesAnswer(
        one.symbol().value(),
        interval.toString(),
        one.added(),
        one.months(),
        one.calls(),
        candles == null ? 0 : candles.size(),
        candles != null && some ? DataList.time(candles, 0) : null,
        candles != null && some ? DataList.time(candles, candles.size() - 1) : null,
        candles == null ? 0 : candles.missing(),
        candles == null ? null : candles.digest());
  }

  private void tell(Answer answer) {
    if (json.wanted) {
      console.json(answer);
      return;
    }
    for (SeriesAnswer one : answer.series()) {
      console
          .out()
          .printf(
              "%s %s: %,d candles added (%,d months from the archive, %,d calls); %,d stored from %s to %s, %,d missing in gaps, which stay.%n",
              one.symbol(),
              one.interval(),
              one.added(),
              one.archives(),
              one.calls(),
              one.candles(),
              one.first() == null ? "-" : one.first(),
              one.last() == null ? "-" : one.last(),
              one.missing());
    }
    console
        .out()
        .printf(
            "%s: %,d added. %.1f s, %,d candles a second.%n",
            answer.store(), answer.added(), answer.elapsedMs() / 1000.0, answer.candlesPerS());
    console.out().flush();
  }
}
