package dev.belay.activities.research;

import dev.belay.domain.market.Candles;
import dev.belay.domain.market.Interval;
import dev.belay.strategies.amplifier.AmplifierSettings;
import dev.belay.strategies.amplifier.Bars;
import dev.belay.strategies.amplifier.BtcMomentum;
import dev.belay.strategies.amplifier.CoinBars;
import dev.belay.strategies.amplifier.MomentumRule;
import dev.belay.strategies.amplifier.Regime;
import dev.belay.strategies.amplifier.RegimeInputs;
import dev.belay.strategies.amplifier.RegimeRule;
import dev.belay.strategies.amplifier.RegimeState;
import dev.belay.strategies.amplifier.Scan;
import dev.belay.strategies.amplifier.Scanner;
import dev.belay.strategies.amplifier.ScannerSettings;
import dev.belay.strategies.amplifier.Screened;
import dev.belay.strategies.amplifier.Universe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What the amplifier sees at every hour of recorded candles: momentum, regime and scan, each of
 * what was known at that hour. They depend on no profile and on no position, so they are computed
 * once for any number of runs.
 */
public final class AmplifierHistory {
  private static final long HOUR = Interval.H1.millis();
  private static final long BAR = Interval.H4.millis();
  private static final double PRICE = 1e-8;
  private static final double VOLUME = 1e-6;

  /** Hours that one core does at a time. */
  private static final int PIECE = 64;

  private final Candles btc;
  private final List<Candles> coins;
  private final Universe universe;
  private final AmplifierSettings settings;
  private final long first;
  private final Scan[] scans;
  private final @Nullable BtcMomentum[] momentum;
  private final Regime[] regimes;

  private AmplifierHistory(
      Candles btc,
      List<Candles> coins,
      Universe universe,
      AmplifierSettings settings,
      long first,
      int hours) {
    this.btc = btc;
    this.coins = coins;
    this.universe = universe;
    this.settings = settings;
    this.first = first;
    this.scans = new Scan[hours];
    this.momentum = new BtcMomentum[hours];
    this.regimes = new Regime[hours];
  }

  /**
   * Looks at every hour.
   *
   * @param all candles of an hour; what is no coin to trade is left out by its name
   * @param btc candles of an hour; may begin earlier, which lets the regime be known from the start
   * @param mood what else the regime is told from
   * @throws ResearchRefused if candles are not of an hour, or none is left to trade
   */
  public static AmplifierHistory of(
      List<Candles> all, Candles btc, MarketMood mood, AmplifierSettings settings, Cores cores) {
    Universe universe =
        Universe.of(all.stream().map(Candles::symbol).toList(), settings.scanner().exclusions());
    List<Candles> coins =
        all.stream().filter(each -> universe.symbols().contains(each.symbol())).toList();
    if (coins.isEmpty()) {
      throw new ResearchRefused("Expected a coin to trade beside BTC, found none.");
    }
    for (Candles each : all) {
      hourly(each);
    }
    hourly(btc);
    long first = coins.stream().mapToLong(c -> c.openTime(0)).min().orElseThrow() + HOUR;
    long last = coins.stream().mapToLong(c -> c.closeTime(c.size() - 1)).max().orElseThrow();
    AmplifierHistory history =
        new AmplifierHistory(
            btc, coins, universe, settings, first, (int) ((last - first) / HOUR) + 1);
    history.look(mood, cores);
    return history;
  }

  private static void hourly(Candles candles) {
    if (candles.interval() != Interval.H1) {
      throw new ResearchRefused(
          "Expected candles of 1h, was %s of %s.".formatted(candles.interval(), candles.symbol()));
    }
  }

  private void look(MarketMood mood, Cores cores) {
    CoinBars signal = CoinBars.hourly(btc.symbol(), bars(btc));
    List<CoinBars> bars =
        cores.quietly().map(coins, each -> CoinBars.hourly(each.symbol(), bars(each)));
    List<Integer> pieces = new ArrayList<>();
    for (int from = 0; from < scans.length; from += PIECE) {
      pieces.add(from);
    }
    MomentumRule rule = new MomentumRule(settings);
    var unused =
        cores.map(
            pieces,
            from -> {
              Scanner scanner = new Scanner(settings.scanner());
              for (int i = from; i < Math.min(scans.length, from + PIECE); i++) {
                scans[i] = scanner.scan(signal, bars, time(i));
                momentum[i] = rule.at(signal, time(i)).orElse(null);
              }
              return from;
            });
    regimes(signal.hours(), mood);
  }

  /** From the first bar of BTC on; what the coins say is known only where there are some. */
  private void regimes(Bars hours, MarketMood mood) {
    RegimeRule rule = new RegimeRule(settings.regime());
    RegimeState state = RegimeState.UNKNOWN;
    Bars bars = hours.coarser(BAR, Long.MAX_VALUE);
    int next = 0;
    for (int i = 0; i < regimes.length; i++) {
      while (next < bars.size() && bars.openTime(next) + BAR <= time(i)) {
        long close = bars.openTime(next) + BAR;
        int at = index(close);
        Double breadth = at < 0 ? null : scans[at].breadth(settings.scanner());
        RegimeInputs inputs =
            RegimeInputs.of(
                bars.between(Long.MIN_VALUE, close),
                breadth,
                mood.fundingPct(close),
                mood.fearGreed(close),
                settings.regime());
        state = state.after(rule.read(inputs), settings.regime());
        next++;
      }
      regimes[i] = state.inForce();
    }
  }

  /** Prices in USDT, volumes at the close's price. */
  static Bars bars(Candles candles) {
    int size = candles.size();
    long[] times = new long[size];
    double[] opens = new double[size];
    double[] closes = new double[size];
    double[] volumes = new double[size];
    for (int i = 0; i < size; i++) {
      times[i] = candles.openTime(i);
      opens[i] = candles.open(i) * PRICE;
      closes[i] = candles.close(i) * PRICE;
      volumes[i] = candles.volume(i) * VOLUME * closes[i];
    }
    return Bars.of(candles.interval().millis(), times, opens, closes, volumes);
  }

  /** The hour with that time, or −1 where there is none. */
  int index(long time) {
    long off = time - first;
    return off < 0 || off % HOUR != 0 || off / HOUR >= scans.length ? -1 : (int) (off / HOUR);
  }

  long time(int hour) {
    return first + hour * HOUR;
  }

  /** How many hours there are. */
  public int hours() {
    return scans.length;
  }

  /** Every scan after what is too thin or does not amplify by these settings has fallen out. */
  List<Screened> screened(ScannerSettings by, Cores cores) {
    return cores.quietly().map(Arrays.asList(scans), each -> Screened.of(universe, each, by));
  }

  Scan scan(int hour) {
    return scans[hour];
  }

  @Nullable BtcMomentum momentum(int hour) {
    return momentum[hour];
  }

  Regime regime(int hour) {
    return regimes[hour];
  }

  public Candles btc() {
    return btc;
  }

  /** Those that are traded, in order of symbol. */
  public List<Candles> coins() {
    return coins;
  }

  public Universe universe() {
    return universe;
  }

  public AmplifierSettings settings() {
    return settings;
  }

  /** When it begins and ends. */
  public Instant from() {
    return Instant.ofEpochMilli(first - HOUR);
  }

  public Instant to() {
    return Instant.ofEpochMilli(time(scans.length - 1));
  }

  /** How many hours each regime was in force, in the order of the regimes. */
  long hours(Regime regime) {
    return Arrays.stream(regimes).filter(each -> each == regime).count();
  }

  /** Hours at which the momentum could not be told. */
  long unknown() {
    return LongStream.range(0, momentum.length).filter(i -> momentum[(int) i] == null).count();
  }
}
