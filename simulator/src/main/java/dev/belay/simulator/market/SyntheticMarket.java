package dev.belay.simulator.market;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.Fixed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A seeded market: bitcoin with regimes and jumps, coins that follow it with noise of their own, in
 * candles of one minute. Prices are a pure function of seed, scenario, start and time.
 */
public final class SyntheticMarket implements Market {
  /** Where trading starts unless told otherwise. */
  public static final Instant DEFAULT_START = Instant.parse("2026-01-05T00:00:00Z");

  private static final long ORIGIN = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** How long before the start the small coins were listed. */
  private static final long LISTED_BEFORE = Duration.ofDays(60).toMillis();

  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private final long seed;
  private final Scenario scenario;
  private final long start;
  private final boolean alts;
  private final boolean onClock;
  private final boolean follows;
  private final Crashes crashes;
  private final HourPath factor;
  private final Factor regimes;
  private final Map<Symbol, CoinPath> coins = new TreeMap<>();

  /** Of the ten large coins. */
  public SyntheticMarket(long seed, Scenario scenario) {
    this(seed, scenario, DEFAULT_START);
  }

  /**
   * @param start where trading starts: a full minute from 2020-02-01 to 2100
   */
  public SyntheticMarket(long seed, Scenario scenario, Instant start) {
    this(seed, scenario, start, false, false, false);
  }

  /** One whose market time is the wall clock's, from the last full minute on. */
  public static SyntheticMarket beginningAt(long seed, Scenario scenario, Instant wallNow) {
    return new SyntheticMarket(
        seed, scenario, wallNow.truncatedTo(ChronoUnit.MINUTES), true, true, false);
  }

  /**
   * The market of books that are there.
   *
   * @param rests whether market time stays where it was left, so that the books can be looked at as
   *     they are
   */
  public static SyntheticMarket of(MarketSpec.Synthetic kept, boolean rests) {
    return new SyntheticMarket(
        kept.seed(),
        kept.scenario(),
        kept.from(),
        kept.onClock(),
        kept.onClock() && !rests,
        kept.alts());
  }

  /** The same one with the small coins listed too. */
  public SyntheticMarket withAlts() {
    return new SyntheticMarket(seed, scenario, Instant.ofEpochMilli(start), onClock, follows, true);
  }

  private SyntheticMarket(
      long seed, Scenario scenario, Instant start, boolean onClock, boolean follows, boolean alts) {
    this.alts = alts;
    this.onClock = onClock;
    this.follows = follows;
    this.seed = seed;
    this.scenario = scenario;
    this.start = start.toEpochMilli();
    if (this.start % MINUTE != 0
        || start.isBefore(Instant.parse("2020-02-01T00:00:00Z"))
        || start.isAfter(Instant.parse("2100-01-01T00:00:00Z"))) {
      throw new IllegalArgumentException(
          "Expected a start on a full minute from 2020-02-01 to 2100-01-01, was " + start);
    }
    this.crashes = new Crashes(seed, scenario == Scenario.CRASH, alts);
    this.regimes = new Factor(seed, scenario, (int) ((this.start - ORIGIN) / HOUR));
    this.factor = new HourPath(new Noise(seed, 7), regimes);
    list(Coin.MAJORS, 100, ORIGIN);
    if (alts) {
      list(Alts.ALL, 1_000_000, Math.max(ORIGIN, (this.start - LISTED_BEFORE) / HOUR * HOUR));
    }
  }

  /**
   * @param stream of the first coin's random numbers; each has ten
   * @param since when they are traded; a full hour
   */
  private void list(List<Coin> listed, long stream, long since) {
    for (int i = 0; i < listed.size(); i++) {
      Coin coin = listed.get(i);
      coins.put(coin.instrument().symbol(), new CoinPath(coin, seed, stream + 10L * i, since));
    }
  }

  @Override
  public MarketSpec spec() {
    return new MarketSpec.Synthetic(scenario, seed, Instant.ofEpochMilli(start), onClock, alts);
  }

  @Override
  public String kind() {
    return "synthetic";
  }

  @Override
  public String label() {
    return "SIMULATED synthetic %s, seed %d%s"
        .formatted(scenario, seed, onClock ? ", on the clock" : "");
  }

  @Override
  public boolean followsClock() {
    return follows;
  }

  @Override
  public List<Instrument> instruments() {
    return coins.values().stream().map(path -> path.coin.instrument()).toList();
  }

  @Override
  public Interval interval() {
    return Interval.M1;
  }

  @Override
  public long from() {
    return start;
  }

  @Override
  public OptionalLong to() {
    return OptionalLong.empty();
  }

  @Override
  public long historyFrom(Symbol symbol) {
    return coin(symbol).since;
  }

  @Override
  public OptionalLong price(Symbol symbol, long time) {
    CoinPath coin = coin(symbol);
    return time < coin.since ? OptionalLong.empty() : OptionalLong.of(coin.price(floor(time)));
  }

  @Override
  public @Nullable Bar bar(Symbol symbol, long openTime) {
    CoinPath coin = coin(symbol);
    return openTime < coin.since || openTime % MINUTE != 0 ? null : coin.bar(openTime);
  }

  /** Known since the stamp before: it follows the return of the period before that. */
  @Override
  public OptionalLong fundingRate(Symbol symbol, long stamp) {
    long until = stamp - FUNDING_PERIOD;
    CoinPath coin = coin(symbol);
    if (stamp % FUNDING_PERIOD != 0 || until - FUNDING_PERIOD < coin.since) {
      return OptionalLong.empty();
    }
    double trend = coin.log(until) - coin.log(until - FUNDING_PERIOD);
    double rate = Math.clamp(0.0001 + 0.006 * trend, -0.003, 0.003);
    return OptionalLong.of(Math.round(rate * Fixed.ONE));
  }

  @Override
  public OptionalLong openInterest(Symbol symbol, long time) {
    CoinPath coin = coin(symbol);
    return time < coin.since
        ? OptionalLong.empty()
        : OptionalLong.of(coin.openInterest(floor(time)));
  }

  private CoinPath coin(Symbol symbol) {
    CoinPath coin = coins.get(symbol);
    if (coin == null) {
      throw new IllegalArgumentException(
          "Expected one of %s, was %s".formatted(coins.keySet(), symbol));
    }
    return coin;
  }

  private static long floor(long time) {
    return time - Math.floorMod(time, MINUTE);
  }

  /** The path of one coin. */
  private final class CoinPath implements HourPath.Walk {
    private static final double REVERSION = 1.0 / (24 * 30);
    private static final int SAMPLES = 8;

    private final Coin coin;
    private final double base;
    private final double tick;
    private final long tickFixed;
    private final long stepFixed;
    private final Noise shocks;
    private final Noise inside;
    private final Noise volumes;
    private final HourPath own;
    private final long since;
    private final int firstHour;

    /** What bitcoin had returned when the coin was listed, of which it takes nothing over. */
    private final double before;

    CoinPath(Coin coin, long seed, long stream, long since) {
      this.coin = coin;
      this.since = since;
      this.firstHour = (int) ((since - ORIGIN) / HOUR);
      this.before = firstHour == 0 ? 0 : factor.level(firstHour);
      this.base = StrictMath.log(coin.level());
      this.tickFixed = Fixed.of(coin.instrument().tickSize());
      this.stepFixed = Fixed.of(coin.instrument().stepSize());
      this.tick = coin.instrument().tickSize().doubleValue();
      this.shocks = new Noise(seed, stream);
      this.inside = new Noise(seed, stream + 1);
      this.volumes = new Noise(seed, stream + 2);
      this.own = new HourPath(new Noise(seed, stream + 3), this);
    }

    @Override
    public double next(int hour, double level) {
      return level * (1 - REVERSION) + volatility(hour) * shocks.gaussian(hour);
    }

    @Override
    public double volatility(int hour) {
      return coin.own() * scenario.volatility;
    }

    @Override
    public double jump(int hour) {
      return 0;
    }

    @Override
    public int jumpMinute(int hour) {
      return 1;
    }

    double log(long time) {
      long sinceOrigin = (time - ORIGIN) / MINUTE;
      int hour = (int) (sinceOrigin / HourPath.MINUTES);
      int minute = (int) (sinceOrigin % HourPath.MINUTES);
      double common =
          factor.at(hour, minute) + crashes.at((double) (time - start) / MINUTE - coin.lag());
      return base
          + coin.beta() * (common - before)
          + (coin.own() == 0 ? 0 : own.at(hour - firstHour, minute));
    }

    long price(long time) {
      return fixed(log(time));
    }

    private long fixed(double log) {
      return Math.max(1, Math.round(StrictMath.exp(log) / tick)) * tickFixed;
    }

    Bar bar(long openTime) {
      double from = log(openTime);
      double to = log(openTime + MINUTE);
      long minute = (openTime - ORIGIN) / MINUTE;
      int hour = (int) (minute / HourPath.MINUTES);
      double common = coin.beta() * regimes.volatility(hour);
      double perMinute = (common * common + volatility(hour) * volatility(hour)) / HourPath.MINUTES;
      double[] path = new double[SAMPLES + 1];
      path[0] = from;
      path[SAMPLES] = to;
      double high = Math.max(from, to);
      double low = Math.min(from, to);
      for (int width = SAMPLES; width > 1; width /= 2) {
        double spread = Math.sqrt(perMinute * width / SAMPLES / 4);
        for (int left = 0; left < SAMPLES; left += width) {
          int middle = left + width / 2;
          path[middle] =
              (path[left] + path[left + width]) / 2
                  + spread * inside.gaussian(minute * SAMPLES + middle);
          high = Math.max(high, path[middle]);
          low = Math.min(low, path[middle]);
        }
      }
      return new Bar(
          openTime,
          fixed(from),
          fixed(high),
          fixed(low),
          fixed(to),
          volume(minute, StrictMath.exp(from), (high - low) / Math.sqrt(perMinute)));
    }

    /** Busier when the candle is longer than usual. */
    private long volume(long minute, double price, double unrest) {
      double units =
          coin.turnover()
              / price
              * StrictMath.exp(0.5 * volumes.gaussian(minute))
              * (0.4 + 0.4 * unrest);
      long steps = Math.max(1, Math.round(units * Fixed.ONE / stepFixed));
      return steps * stepFixed / 100;
    }

    long openInterest(long time) {
      double units = 900 * coin.turnover() / coin.level();
      double moved =
          units
              * StrictMath.exp(
                  0.3 * StrictMath.sin(time / (HOUR * 61.0)) - 0.5 * (log(time) - base));
      return Math.round(moved * Fixed.ONE / stepFixed) * stepFixed;
    }
  }
}
