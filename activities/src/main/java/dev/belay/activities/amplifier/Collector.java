package dev.belay.activities.amplifier;

import dev.belay.activities.amplifier.EvidenceSource.SourceException;
import dev.belay.activities.fetch.CandleFetch;
import dev.belay.activities.fetch.CandleFetch.Fetched;
import dev.belay.activities.fetch.CandleFetch.Wanted;
import dev.belay.activities.fetch.FetchException;
import dev.belay.activities.fetch.FundingFetch;
import dev.belay.data.CandleStore;
import dev.belay.data.CandlesRefused;
import dev.belay.data.DailyFile;
import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.strategies.amplifier.ScannerSettings;
import dev.belay.strategies.amplifier.Universe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what research on the amplifier needs, into one store: candles and, in a folder beside
 * them, funding of each coin, dated figures and headlines. Done again it brings only what is new;
 * what fails is named, and the rest goes on.
 */
public final class Collector {
  /** What a coin that is not in the store begins with. */
  public static final Duration BEGIN = Duration.ofDays(60);

  /** Before this there are no candles of an exchange that matter here. */
  public static final Instant FIRST = Instant.parse("2017-08-17T00:00:00Z");

  /** Where in a store what is no candle is kept. */
  public static final String BESIDE = "beside";

  private final CandleStore store;
  private final Path beside;
  private final CandleFetch candles;
  private final FundingFetch funding;
  private final List<EvidenceSource> news;
  private final List<DailyHistory> figures;

  /**
   * @param news sources of headlines; others are passed over
   */
  public Collector(
      CandleStore store,
      CandleFetch candles,
      FundingFetch funding,
      List<EvidenceSource> news,
      List<DailyHistory> figures) {
    this.store = store;
    this.beside = beside(store);
    this.candles = candles;
    this.funding = funding;
    this.news = List.copyOf(news);
    this.figures = List.copyOf(figures);
  }

  /**
   * What became of a coin.
   *
   * @param added candles that came
   * @param funding rates that came
   * @param candles as they are stored now; null where there are none
   * @param failure why not all came; null where it did
   */
  public record Coin(
      Symbol symbol, int added, int funding, @Nullable Candles candles, @Nullable String failure) {

    /** Candles that lack between its first and its last. */
    public long missing() {
      return candles == null ? 0 : candles.missing();
    }
  }

  /**
   * What became of something that is of no coin.
   *
   * @param failure null where it answered
   */
  public record Aside(String name, int added, @Nullable String failure) {}

  /**
   * The folder of funding, figures and headlines, made where there is none.
   *
   * @throws UncheckedIOException if it can't be made
   */
  public static Path beside(CandleStore store) {
    try {
      return Files.createDirectories(store.path().resolve(BESIDE));
    } catch (IOException e) {
      throw new UncheckedIOException("Can't make a folder in " + store.path(), e);
    }
  }

  /** The coins a desk may trade, and the signal. */
  public static SortedSet<Symbol> coins(
      Collection<Symbol> listed, ScannerSettings.Exclusions exclusions) {
    SortedSet<Symbol> coins = new TreeSet<>(Universe.of(listed, exclusions).symbols());
    Symbol signal = Symbol.of(exclusions.signal() + exclusions.quote());
    if (listed.contains(signal)) {
      coins.add(signal);
    }
    return coins;
  }

  /**
   * Brings a coin up to date.
   *
   * @param from of the first candle; null to go on behind the last, or to begin {@link #BEGIN} ago
   * @param now wall time
   * @throws FetchException.Stopped if it was asked to end
   */
  public Coin coin(Symbol symbol, Interval interval, @Nullable Instant from, Instant now) {
    boolean begun = store.contents().containsKey(symbol);
    Instant begin = from == null && !begun ? now.minus(BEGIN) : from;
    TreeSet<Symbol> one = new TreeSet<>(List.of(symbol));
    int added = 0;
    Candles there = null;
    try {
      Fetched fetched = candles.run(new Wanted(one, interval, begin, null)).getFirst();
      added = fetched.added();
      there = fetched.candles();
      int rates = funding.run(symbol, begin == null ? now.minus(BEGIN) : begin);
      return new Coin(symbol, added, rates, there, null);
    } catch (FetchException.Refused | FetchException.Failed | CandlesRefused e) {
      return new Coin(symbol, added, 0, there, String.valueOf(e.getMessage()));
    }
  }

  /** Brings headlines and daily figures up to date; a source that is down is named. */
  public List<Aside> asides(Instant now) {
    List<Aside> all = new ArrayList<>();
    NewsArchive archive = new NewsArchive(beside);
    for (EvidenceSource source : news) {
      all.add(aside(source.name(), () -> archive.add(source.read().news(), now)));
    }
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    for (DailyHistory figure : figures) {
      all.add(aside(figure.name(), () -> add(figure, today)));
    }
    return all;
  }

  private int add(DailyHistory figure, LocalDate today) {
    Path file = beside.resolve(figure.file());
    SortedMap<LocalDate, Double> days =
        new TreeMap<>(Files.isRegularFile(file) ? DailyFile.read(file).values() : new TreeMap<>());
    int before = days.size();
    // What was known first stays: a later look must not change what a backtest has seen.
    figure.read(today).forEach(days::putIfAbsent);
    if (days.size() > before) {
      DailyFile.write(file, days);
    }
    return days.size() - before;
  }

  /** How many came. */
  @FunctionalInterface
  private interface Asked {
    int come();
  }

  private static Aside aside(String name, Asked asked) {
    try {
      return new Aside(name, asked.come(), null);
    } catch (SourceException e) {
      return new Aside(name, 0, e.getMessage());
    }
  }
}
