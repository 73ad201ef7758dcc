package dev.belay.app.run;

import dev.belay.activities.amplifier.CollectSteps;
import dev.belay.activities.amplifier.Collector;
import dev.belay.activities.amplifier.DeskSummary;
import dev.belay.activities.amplifier.EvidenceSettings;
import dev.belay.activities.amplifier.EvidenceSource;
import dev.belay.activities.amplifier.MarketScan;
import dev.belay.activities.amplifier.NewsWatch;
import dev.belay.activities.amplifier.ScanTable;
import dev.belay.activities.amplifier.StoredMood;
import dev.belay.activities.fetch.CandleFetch;
import dev.belay.activities.fetch.FetchException;
import dev.belay.activities.fetch.FetchProgress;
import dev.belay.activities.fetch.FundingFetch;
import dev.belay.activities.fetch.Pause;
import dev.belay.activities.venue.BinanceTransport;
import dev.belay.activities.venue.BracketSource;
import dev.belay.activities.venue.MarketClockSource;
import dev.belay.activities.venue.RestMarketData;
import dev.belay.app.base.ExitCode;
import dev.belay.app.base.OperatorException;
import dev.belay.app.base.PrivateFiles;
import dev.belay.app.cli.RunOptions;
import dev.belay.app.config.AmplifierFile.Configured;
import dev.belay.data.CandleStore;
import dev.belay.domain.amplifier.DeskSpec;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Usdt;
import dev.belay.domain.portfolio.PortfolioSpec;
import dev.belay.strategies.amplifier.AmplifierSettings;
import dev.belay.strategies.amplifier.ScannerSettings;
import dev.belay.strategies.amplifier.Universe;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The amplifier's desk in this process: its account, and what its steps need of the world. */
final class AmplifierStack implements AutoCloseable {
  static final String SYSTEM = "amplifier";

  /** Of the candles that are gathered, in the home's research. */
  static final String STORE = "universe";

  private static final Logger log = LoggerFactory.getLogger(AmplifierStack.class);
  private static final int SHOWN = 10;

  /** Of an exchange; each is listened to. */
  private static final int MOST_COINS = 250;

  private final Configured configured;
  private final PortfolioSpec portfolio;
  private final MarketScan scan;
  private final EvidenceSettings outside;
  private final List<EvidenceSource> sources;
  private final NewsWatch news;

  private AmplifierStack(
      Configured configured,
      PortfolioSpec portfolio,
      MarketScan scan,
      EvidenceSettings outside,
      List<EvidenceSource> sources,
      NewsWatch news) {
    this.configured = configured;
    this.portfolio = portfolio;
    this.scan = scan;
    this.outside = outside;
    this.sources = sources;
    this.news = news;
  }

  /**
   * Makes the desk if it is asked for, or if the home has one.
   *
   * @throws OperatorException if there are too few coins for it
   */
  static Optional<AmplifierStack> of(
      RunOptions options,
      LedgerStack ledger,
      VenueMarket market,
      InstantSource wall,
      Map<String, String> environment) {
    if (!isWanted(options, ledger)) {
      return Optional.empty();
    }
    requireOwnAccount(options, ledger);
    DeskText chosen = DeskText.of(options, ledger);
    chosen.requireHistory(ledger.mode, options.live().history());
    Configured configured = chosen.configured();
    configured.desk().warnings().forEach(warning -> System.err.println("[amplifier] " + warning));
    List<Symbol> listed = market.data.instruments().stream().map(Instrument::symbol).toList();
    List<Symbol> universe =
        Universe.of(listed, configured.settings().scanner().exclusions()).symbols();
    configured
        .settings()
        .problemOfUniverse(universe.size())
        .ifPresent(
            problem -> {
              throw new OperatorException(ExitCode.BAD_INPUT, problem + ".");
            });
    DeskSpec desk = configured.desk();
    Instant now = market.data.time().now();
    ledger.desks.seed(desk, universe, chosen.text(), now);
    if (chosen.state() == DeskText.State.CHANGED) {
      ledger.desks.configure(desk, chosen.text(), "a start with another file", now);
      System.err.printf(
          "[amplifier] trades by %s from now on, as the journal tells%n",
          options.systems().amplifier());
    }
    EvidenceSettings outside = outside(market.shown().kind(), configured.sources());
    NewsWatch news =
        new NewsWatch(
            outside.news(name -> Optional.ofNullable(environment.get(name))),
            outside.newsShock(),
            wall);
    return Optional.of(
        new AmplifierStack(
            configured,
            desk.portfolio(universe),
            new MarketScan(
                market.data,
                ledger.deskAccounts,
                ledger.cycles,
                ledger.contents,
                configured.settings(),
                news::shock,
                new StoredMood(ledger.votes, ledger.contents, desk.name(), wall)::fearAndGreed),
            outside,
            outside.sources(name -> Optional.ofNullable(environment.get(name))),
            news));
  }

  private static void requireOwnAccount(RunOptions options, LedgerStack ledger) {
    if (ledger.mode.isExchange() && options.systems().contains(TradingStack.PORTFOLIO)) {
      throw new OperatorException(
          ExitCode.BAD_INPUT,
          "Expected the amplifier alone on %s, was %s: it trades in a sub-account of its own; begin a home with --systems amplifier and the key of that."
              .formatted(ledger.mode, String.join(",", options.systems().names())));
    }
  }

  /** What a desk that is asked for begins with. */
  static Usdt capital(RunOptions options) {
    return options.systems().contains(SYSTEM)
        ? DeskText.configured(options.systems().amplifier()).desk().capital()
        : Usdt.ZERO;
  }

  /** Of a simulated market the world knows nothing; in a replayed one it would know what comes. */
  static EvidenceSettings outside(String market, EvidenceSettings configured) {
    return market.equals("live") ? configured : EvidenceSettings.NONE;
  }

  private static boolean isWanted(RunOptions options, LedgerStack ledger) {
    return options.systems().contains(SYSTEM) || !ledger.recovery.desks().isEmpty();
  }

  /** By what the desk trades that is asked for, or that the home has; null for none. */
  static @Nullable AmplifierSettings wanted(RunOptions options, LedgerStack ledger) {
    return isWanted(options, ledger) ? DeskText.of(options, ledger).configured().settings() : null;
  }

  /**
   * Bitcoin, and those of the coins a desk may trade that are traded most.
   *
   * @param volumes USDT of the last 24 hours
   */
  static Set<Symbol> coins(Map<Symbol, BigDecimal> volumes, AmplifierSettings settings) {
    ScannerSettings.Exclusions exclusions = settings.scanner().exclusions();
    Set<Symbol> coins = new TreeSet<>();
    Universe.of(volumes.keySet(), exclusions).symbols().stream()
        .sorted(Comparator.comparing(volumes::get).reversed())
        .limit(MOST_COINS)
        .forEach(coins::add);
    coins.add(Symbol.of(exclusions.signal() + exclusions.quote()));
    return coins;
  }

  String desk() {
    return configured.desk().name();
  }

  /** As the ledger's rules see it. */
  PortfolioSpec portfolio() {
    return portfolio;
  }

  void register(Workers workers) {
    var unused = workers.desk(scan, sources, news);
    news.start(outside.newsEvery());
  }

  /**
   * Gathers candles and what belongs to them in the home's store, where prices are an exchange's.
   *
   * @param exchange asked within the weight that all share who ask it
   * @return whether it does
   */
  boolean collect(
      Workers workers,
      Optional<BinanceTransport> exchange,
      Path home,
      InstantSource wall,
      Map<String, String> environment) {
    if (exchange.isEmpty()) {
      return false;
    }
    RestMarketData market =
        new RestMarketData(exchange.get(), MarketClockSource.wall(wall), BracketSource.NONE);
    CandleStore store =
        CandleStore.create(PrivateFiles.folder(home.resolve("research").resolve(STORE)));
    Collector collector =
        new Collector(
            store,
            new CandleFetch(store, market, null, Waiting.PAUSE, Waiting.SILENT),
            new FundingFetch(Collector.beside(store), market, Waiting.PAUSE, Waiting.SILENT),
            outside.news(name -> Optional.ofNullable(environment.get(name))),
            outside.histories());
    ScannerSettings.Exclusions exclusions = configured.settings().scanner().exclusions();
    List<Symbol> listed = portfolio.agents().getFirst().symbols();
    Symbol signal = Symbol.of(exclusions.signal() + exclusions.quote());
    List<Symbol> coins = Stream.concat(Stream.of(signal), listed.stream()).sorted().toList();
    workers.collect(new CollectSteps(() -> coins, collector, wall, Waiting.PAUSE));
    return true;
  }

  /** Of a step that is retried and heard of by its heartbeat. */
  private enum Waiting implements Pause {
    PAUSE;

    static final FetchProgress SILENT =
        new FetchProgress() {
          @Override
          public void came(Symbol symbol, Instant from, Instant at, Instant to, int candles) {
            // The store shows it.
          }

          @Override
          public void waits(Duration time, String why) {
            log.info("Collecting waits {}: {}", time, why);
          }
        };

    @Override
    public boolean isStopped() {
      return Thread.currentThread().isInterrupted();
    }

    @Override
    public void sleep(Duration time) {
      try {
        Thread.sleep(time);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new FetchException.Stopped();
      }
    }
  }

  DeskGuard guard(Foundation base) {
    return DeskGuard.start(base, configured.settings());
  }

  /** The best of a scan, in a few words each. */
  static DeskSummary.Ranking ranking(ScanTable table) {
    return new DeskSummary.Ranking(
        table.funnel().getOrDefault("universe", 0),
        table.funnel().getOrDefault("amplifying", 0),
        table.ranking().stream()
            .limit(SHOWN)
            .map(coin -> "%s %.1f".formatted(coin.symbol(), coin.score()).toUpperCase(Locale.ROOT))
            .toList());
  }

  @Override
  public void close() {
    news.close();
    scan.close();
  }
}
