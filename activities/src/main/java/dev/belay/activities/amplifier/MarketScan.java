package dev.belay.activities.amplifier;

import dev.belay.domain.market.Candle;
import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.MarketData;
import dev.belay.domain.market.Symbol;
import dev.belay.domain.money.Price;
import dev.belay.domain.portfolio.ContentStore;
import dev.belay.ledger.amplifier.Cycles;
import dev.belay.ledger.amplifier.DeskAccounts;
import dev.belay.strategies.amplifier.AmplifierRule;
import dev.belay.strategies.amplifier.AmplifierSettings;
import dev.belay.strategies.amplifier.Bars;
import dev.belay.strategies.amplifier.BtcMomentum;
import dev.belay.strategies.amplifier.CoinBars;
import dev.belay.strategies.amplifier.CycleDecision;
import dev.belay.strategies.amplifier.CycleInput;
import dev.belay.strategies.amplifier.DeskBook;
import dev.belay.strategies.amplifier.DeskRisk;
import dev.belay.strategies.amplifier.MomentumRule;
import dev.belay.strategies.amplifier.Permit;
import dev.belay.strategies.amplifier.RegimeInputs;
import dev.belay.strategies.amplifier.RegimeReading;
import dev.belay.strategies.amplifier.RegimeRule;
import dev.belay.strategies.amplifier.RegimeState;
import dev.belay.strategies.amplifier.Scan;
import dev.belay.strategies.amplifier.Scanner;
import dev.belay.strategies.amplifier.Screened;
import dev.belay.strategies.amplifier.Universe;
import dev.belay.strategies.amplifier.Why;
import dev.belay.workflows.amplifier.ScanActivities;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at bitcoin and the whole universe at the market time of a cycle, lets the strategy decide
 * and stores what it saw. Candles are kept between cycles; after a restart they are read again.
 */
public final class MarketScan implements ScanActivities, AutoCloseable {
  private static final int READERS = 16;
  private static final int MORE_HOURS = 4;
  private static final Interval BAR = Interval.H4;
  private static final int MOST_BARS = 1_000;
  private static final BigDecimal HOUR = BigDecimal.valueOf(Duration.ofHours(1).toMillis());

  private final MarketData market;
  private final DeskAccounts accounts;
  private final Cycles cycles;
  private final ContentStore store;
  private final AmplifierSettings settings;
  private final Function<Instant, Optional<String>> news;
  private final Supplier<Optional<Double>> fearAndGreed;
  private final Symbol signal;
  private final UniverseFeed signals;
  private final UniverseFeed coins;
  private final MomentumRule momentum;
  private final Scanner scanner;
  private final RegimeRule regimes;
  private RegimeState regime = RegimeState.UNKNOWN;
  private List<RegimeReading.Sign> signs = List.of();

  /**
   * @param settings of the desk; a request names the profile
   * @param news whether there is a shock of news at a time, in words
   * @param fearAndGreed 0 to 100, as it is known now
   */
  public MarketScan(
      MarketData market,
      DeskAccounts accounts,
      Cycles cycles,
      ContentStore store,
      AmplifierSettings settings,
      Function<Instant, Optional<String>> news,
      Supplier<Optional<Double>> fearAndGreed) {
    this.market = market;
    this.accounts = accounts;
    this.cycles = cycles;
    this.store = store;
    this.settings = settings.checked();
    this.news = news;
    this.fearAndGreed = fearAndGreed;
    this.signal =
        Symbol.of(
            settings.scanner().exclusions().signal() + settings.scanner().exclusions().quote());
    this.signals = new UniverseFeed(market, settings.momentum().lookbackHours() + MORE_HOURS, 1);
    this.coins = new UniverseFeed(market, settings.scanner().lookbackHours() + MORE_HOURS, READERS);
    this.momentum = new MomentumRule(settings);
    this.scanner = new Scanner(settings.scanner());
    this.regimes = new RegimeRule(settings.regime());
  }

  @Override
  public synchronized ScanResult scan(ScanRequest request) {
    Instant asOf = request.cycle().asOf();
    long time = asOf.toEpochMilli();
    Map<Symbol, Instrument> instruments =
        market.instruments().stream().collect(Collectors.toMap(Instrument::symbol, i -> i));
    Universe universe = Universe.of(instruments.keySet(), settings.scanner().exclusions());
    UniverseFeed.Look btc = signals.at(List.of(signal), asOf);
    UniverseFeed.Look look = coins.at(universe.symbols(), asOf);
    CoinBars bitcoin = btc.coins().getFirst();
    Optional<BtcMomentum> measured = momentum.at(bitcoin, time);
    Scan scan = scanner.scan(bitcoin, look.coins(), time);
    tellRegime(asOf, scan);
    AmplifierRule rule = new AmplifierRule(settings.choosing(request.profile()));
    DeskAccounts.Book book =
        accounts.book(
            request.cycle().desk(), market.quotes(), asOf.minus(settings.entry().reentryAfter()));
    CycleDecision decision =
        rule.decide(
            new CycleInput(
                time,
                measured.orElse(null),
                regime.inForce(),
                request.entries() ? Permit.trade(request.sizeFactor()) : Permit.HOLD,
                Screened.of(universe, scan, settings.scanner()),
                known(book),
                // The ledger marks the equity and holds its limits.
                DeskRisk.NEW));
    Why override = measured.map(rule::override).orElse(null);
    String hash = store.put("scan", table(request, measured, scan, decision, btc, look).text());
    return new ScanResult(
        hash,
        measured.map(found -> decimal(found.value())).orElse(null),
        regime.inForce().toString(),
        override == null ? null : override.toString(),
        alarm(request, look),
        funnel(decision),
        entries(decision, instruments),
        override == null ? exits(decision, book) : List.of());
  }

  /** The momentum of bitcoin alone, without a look at the coins; empty where it is not known. */
  public synchronized Optional<BigDecimal> momentum(Instant asOf) {
    CoinBars bitcoin = signals.at(List.of(signal), asOf).coins().getFirst();
    return momentum.at(bitcoin, asOf.toEpochMilli()).map(found -> decimal(found.value()));
  }

  private static DeskBook known(DeskAccounts.Book book) {
    Map<Symbol, Long> closed = new HashMap<>();
    book.closed().forEach((symbol, at) -> closed.put(symbol, at.toEpochMilli()));
    return new DeskBook(
        book.equity(),
        book.cash(),
        book.holdings().stream()
            .map(
                each ->
                    new DeskBook.Holding(
                        each.symbol(), each.notional(), each.since().toEpochMilli()))
            .toList(),
        closed);
  }

  /** Bars that have closed since the last look; at the first one all there are. */
  private void tellRegime(Instant asOf, Scan scan) {
    long last = BAR.floor(asOf).toEpochMilli();
    if (regime.barClose() >= last) {
      return;
    }
    Bars bars = bars(market.candles(signal, BAR, asOf, MOST_BARS));
    for (int i = 0; i < bars.size(); i++) {
      long close = bars.openTime(i) + BAR.millis();
      if (close <= regime.barClose()) {
        continue;
      }
      boolean current = close == last;
      RegimeInputs inputs =
          RegimeInputs.of(
              bars.between(Long.MIN_VALUE, close),
              current ? scan.breadth(settings.scanner()) : null,
              current ? fundingPct() : null,
              current ? fearAndGreed.get().orElse(null) : null,
              settings.regime());
      RegimeReading reading = regimes.read(inputs);
      regime = regime.after(reading, settings.regime());
      signs = reading.signs();
    }
  }

  private @Nullable Double fundingPct() {
    return market
        .fundingRate(signal)
        .map(rate -> rate.movePointRight(2).doubleValue())
        .orElse(null);
  }

  private static Bars bars(List<Candle> candles) {
    int size = candles.size();
    long[] times = new long[size];
    double[] opens = new double[size];
    double[] closes = new double[size];
    double[] volumes = new double[size];
    for (int i = 0; i < size; i++) {
      times[i] = candles.get(i).openTime().toEpochMilli();
      opens[i] = candles.get(i).open().value().doubleValue();
      closes[i] = candles.get(i).close().value().doubleValue();
      volumes[i] = candles.get(i).volume().doubleValue() * closes[i];
    }
    return Bars.of(BAR.millis(), times, opens, closes, volumes);
  }

  /**
   * What the main agent should hear of: lost data, another regime than at the last cycle, or a
   * shock of news.
   */
  private @Nullable String alarm(ScanRequest request, UniverseFeed.Look look) {
    if (look.failed().size() * 2 > look.coins().size()) {
      return "loss of data: the candles of %d of %d coins can't be read"
          .formatted(look.failed().size(), look.coins().size());
    }
    String now = regime.inForce().toString();
    return cycles
        .lastSeen(request.cycle().desk(), request.cycle().asOf().minusMillis(1))
        .map(Cycles.Seen::regime)
        .filter(before -> !before.equals(now))
        .map(before -> "the regime is %s, was %s".formatted(now, before))
        .or(() -> news.apply(request.cycle().asOf()))
        .orElse(null);
  }

  private static Funnel funnel(CycleDecision decision) {
    var steps = decision.funnel();
    return new Funnel(
        steps.universe(), steps.liquid(), steps.amplifying(), steps.allowed(), steps.entered());
  }

  private static List<Entry> entries(CycleDecision decision, Map<Symbol, Instrument> instruments) {
    List<Entry> entries = new ArrayList<>();
    for (CycleDecision.Entry each : decision.entries()) {
      Symbol symbol = each.coin().symbol();
      Instrument instrument = instruments.get(symbol);
      if (instrument == null) {
        continue;
      }
      Price price =
          instrument.roundToTick(
              Price.of(BigDecimal.valueOf(each.coin().price())), RoundingMode.HALF_EVEN);
      entries.add(
          new Entry(
              symbol,
              each.notional(),
              instrument.roundToTick(each.plan().stop(price), RoundingMode.UP),
              instrument.roundToTick(each.plan().target(price), RoundingMode.DOWN),
              each.plan().trailPct(),
              BigDecimal.valueOf(each.plan().maximumHold().toMillis())
                  .divide(HOUR, 2, RoundingMode.HALF_EVEN),
              (int) Math.round(each.coin().score()),
              "rank %d, beta %.2f, correlation %.2f"
                  .formatted(each.rank(), each.coin().beta(), each.coin().correlation())));
    }
    return entries;
  }

  private static List<Exit> exits(CycleDecision decision, DeskAccounts.Book book) {
    List<Exit> exits = new ArrayList<>();
    for (CycleDecision.Exit each : decision.exits()) {
      for (DeskAccounts.Holding held : book.holdings()) {
        if (held.symbol().equals(each.symbol())) {
          exits.add(new Exit(held.position(), each.why().toString()));
        }
      }
    }
    return exits;
  }

  private ScanTable table(
      ScanRequest request,
      Optional<BtcMomentum> measured,
      Scan scan,
      CycleDecision decision,
      UniverseFeed.Look btc,
      UniverseFeed.Look look) {
    SortedMap<String, String> failed = new TreeMap<>();
    btc.failed().forEach((symbol, why) -> failed.put(symbol.value(), why));
    look.failed().forEach((symbol, why) -> failed.put(symbol.value(), why));
    return new ScanTable(
        request.cycle().asOf(),
        request.profile(),
        measured.map(ScanTable::of).orElse(null),
        ScanTable.of(regime, signs),
        ScanTable.steps(decision.funnel()),
        ScanTable.ranking(scan.ranked()),
        ScanTable.out(decision.funnel()),
        ScanTable.told(decision.blocks()),
        decision.entries().stream().map(ScanTable::entered).toList(),
        decision.exits().stream().map(ScanTable::left).toList(),
        failed);
  }

  private static BigDecimal decimal(double value) {
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
  }

  @Override
  public void close() {
    signals.close();
    coins.close();
  }
}
