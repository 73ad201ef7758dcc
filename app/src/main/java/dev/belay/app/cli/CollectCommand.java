package dev.belay.app.cli;

import dev.belay.activities.amplifier.Collector;
import dev.belay.activities.amplifier.Collector.Aside;
import dev.belay.activities.amplifier.Collector.Coin;
import dev.belay.activities.amplifier.EvidenceSettings;
import dev.belay.activities.fetch.CandleArchive;
import dev.belay.activities.fetch.CandleFetch;
import dev.belay.activities.fetch.FetchException;
import dev.belay.activities.fetch.FundingFetch;
import dev.belay.activities.fetch.Pause;
import dev.belay.activities.venue.RestMarketData;
import dev.belay.activities.venue.VenueException;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.config.AmplifierFile;
import dev.belay.app.process.StopRequest;
import dev.belay.data.CandleStore;
import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gathers what research on the amplifier needs. */
@Command(
    name = "collect",
    description =
        "Bring candles and funding of the universe, Fear and Greed, hash rate and headlines into a"
            + " store: what is new, or with --history all there is. What is there is not fetched"
            + " again; after Ctrl-C or a kill the same command goes on.")
final class CollectCommand extends DataCommand {
  @Mixin Flags.Home home = new Flags.Home();

  @Option(
      names = "--store",
      paramLabel = "NAME",
      description =
          "The store: of this name in the home, or a path with a slash (${DEFAULT-VALUE}).")
  String store = "universe";

  @Option(
      names = "--symbols",
      paramLabel = "LIST",
      description = "Such as BTCUSDT,ETHUSDT; else bitcoin and all coins a desk may trade.")
  String symbols = "";

  @Option(
      names = "--interval",
      paramLabel = "INTERVAL",
      converter = DataFlags.Timeframe.class,
      description = "1m, 3m, 5m, 15m, 30m, 1h, 4h or 1d (1h).")
  Interval interval = Interval.H1;

  @Option(
      names = "--history",
      description = "From the first candle and rate there ever was; else the last 60 days.")
  boolean history;

  @Option(
      names = "--no-outside",
      description = "Only candles and funding: ask no source of figures and headlines.")
  boolean noOutside;

  @Mixin FetchFlags addresses = new FetchFlags();

  CollectCommand(Console console) {
    super(console);
  }

  /** What became of a coin. */
  private record CoinAnswer(
      String symbol,
      int added,
      int funding,
      int candles,
      @Nullable String first,
      @Nullable String last,
      long missing,
      @Nullable String failure) {}

  /** What became of all. */
  private record Answer(
      String store,
      String interval,
      int symbols,
      long added,
      long funding,
      long missing,
      Map<String, String> failed,
      List<CoinAnswer> series,
      List<Aside> outside,
      long elapsedMs) {}

  @Override
  ExitCode run(StopRequest stop) {
    URI base = addresses.base(CandleArchive.Market.FUTURES);
    URI archive = addresses.archive();
    SortedSet<Symbol> chosen = chosen();
    CandleStore into = DataFlags.forWriting(store, home, console.environment());
    FetchLines lines = new FetchLines(console.err(), interval);
    Pause pause = new StopPause(stop);
    try (FetchFlags.Futures calls = new FetchFlags.Futures(base);
        CandleArchive months =
            archive == null || !history
                ? null
                : new CandleArchive(archive, CandleArchive.Market.FUTURES, pause)) {
      RestMarketData market = calls.pages();
      SortedSet<Symbol> coins = chosen.isEmpty() ? universe(market) : chosen;
      EvidenceSettings sources = noOutside ? EvidenceSettings.NONE : EvidenceSettings.SHIPPED;
      Collector collector =
          new Collector(
              into,
              new CandleFetch(into, market, months, pause, lines),
              new FundingFetch(Collector.beside(into), market, pause, lines),
              sources.news(name -> Optional.ofNullable(console.environment().get(name))),
              sources.histories());
      Answer answer = collect(collector, into, coins, now(market), lines);
      tell(answer);
      return answer.failed().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    } catch (FetchException.Stopped e) {
      throw interrupted(
          "Interrupted: %,d candles came and are in the store; the same command goes on from there."
              .formatted(lines.candles()));
    }
  }

  private Answer collect(
      Collector collector,
      CandleStore into,
      SortedSet<Symbol> coins,
      Instant now,
      FetchLines lines) {
    List<CoinAnswer> all = new ArrayList<>();
    Map<String, String> failed = new TreeMap<>();
    for (Symbol symbol : coins) {
      Coin coin = collector.coin(symbol, interval, history ? Collector.FIRST : null, now);
      all.add(answer(coin));
      if (coin.failure() != null) {
        failed.put(symbol.value(), coin.failure());
        console.err().printf("%s failed: %s%n", symbol, coin.failure());
      }
    }
    return new Answer(
        into.path().toString(),
        interval.toString(),
        coins.size(),
        all.stream().mapToLong(CoinAnswer::added).sum(),
        all.stream().mapToLong(CoinAnswer::funding).sum(),
        all.stream().mapToLong(CoinAnswer::missing).sum(),
        failed,
        all,
        collector.asides(now),
        lines.elapsedMs());
  }

  private static CoinAnswer answer(Coin coin) {
    Candles candles = coin.candles();
    boolean some = candles != null && !candles.isEmpty();
    return new CoinAnswer(
        coin.symbol().value(),
        coin.added(),
        coin.funding(),
        candles == null ? 0 : candles.size(),
        candles != null && some ? DataList.time(candles, 0) : null,
        candles != null && some ? DataList.time(candles, candles.size() - 1) : null,
        coin.missing(),
        coin.failure());
  }

  private static Instant now(RestMarketData market) {
    try {
      return market.now();
    } catch (VenueException e) {
      // The first candles will say what is the matter.
      return Instant.now();
    }
  }

  private static SortedSet<Symbol> universe(RestMarketData market) {
    try {
      List<Symbol> listed = market.instruments().stream().map(Instrument::symbol).toList();
      return Collector.coins(listed, AmplifierFile.shipped().settings().scanner().exclusions());
    } catch (VenueException e) {
      throw new OperatorException(
          ExitCode.FAILED,
          "Expected the list of what the exchange trades, but: %s. See to the address or the network, or name coins with --symbols."
              .formatted(e.getMessage()),
          e);
    }
  }

  private SortedSet<Symbol> chosen() {
    SortedSet<Symbol> chosen = new TreeSet<>();
    for (String one : symbols.isBlank() ? new String[0] : symbols.split(",", -1)) {
      try {
        chosen.add(Symbol.of(one.strip()));
      } catch (IllegalArgumentException e) {
        throw new OperatorException(ExitCode.USAGE, "--symbols: %s.".formatted(e.getMessage()), e);
      }
    }
    return chosen;
  }

  private void tell(Answer answer) {
    if (json.wanted) {
      console.json(answer);
      return;
    }
    for (Aside one : answer.outside()) {
      console
          .out()
          .printf(
              "%s: %s%n",
              one.name(),
              one.failure() == null ? "%,d added.".formatted(one.added()) : one.failure() + ".");
    }
    console
        .out()
        .printf(
            "%s: %,d symbols, %,d candles and %,d funding rates added, %,d candles missing in gaps, which stay; %d failed. %.1f s.%n",
            answer.store(),
            answer.symbols(),
            answer.added(),
            answer.funding(),
            answer.missing(),
            answer.failed().size(),
            answer.elapsedMs() / 1000.0);
    console.out().flush();
  }
}
