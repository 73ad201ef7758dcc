package dev.belay.simulator.market;

import dev.belay.domain.market.Instrument;
import dev.belay.domain.market.Interval;
import dev.belay.domain.market.Symbol;
import dev.belay.engine.fill.Bar;
import dev.belay.engine.fill.Fixed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Ten invented coins from 2020 to 2099, in candles of a minute. A pure function of seed, scenario,
 * beginning and time: the same on every machine, in any order of questions, from any thread.
 */
public final class SyntheticMarket implements Market {
  private static final long MINUTE = Interval.M1.millis();
  private static final long MINUTES_AN_HOUR = 60;
  private static final long DAY = 24 * Hours.HOUR;
  private static final long FUNDING_PERIOD = 8 * Hours.HOUR;
  private static final long LAST_MINUTE = Hours.LIMIT * MINUTES_AN_HOUR;
  private static final double USUAL_FUNDING = 0.0001;
  private static final double FUNDING_OF_TREND = 0.01;
  private static final double MOST_FUNDING = 0.001;

  private final long seed;
  private final Scenario scenario;
  private final long from;
  private final long interestKey;
  private final List<Instrument> instruments;
  private final SortedMap<Symbol, Integer> numbers = new TreeMap<>();
  private final CoinPath[] paths;

  /**
   * @param from where trading begins, epoch milliseconds; taken down to the full minute
   * @throws IllegalArgumentException if it is before 2020-02-01 or after 2090
   */
  public SyntheticMarket(long seed, Scenario scenario, long from) {
    if (from < Hours.ORIGIN + 31 * DAY || from > Hours.ORIGIN + 70 * 365 * DAY) {
      throw new IllegalArgumentException(
          "Expected a beginning from 2020-02-01 to 2089 for the synthetic market, was "
              + Instant.ofEpochMilli(from));
    }
    this.seed = seed;
    this.scenario = scenario;
    this.from = from - Math.floorMod(from, MINUTE);
    this.interestKey = Noise.key(seed, 3);
    this.instruments = Coin.ALL.stream().map(Coin::instrument).toList();
    int coins = Coin.ALL.size();
    double[] volatilities = new double[coins + 1];
    volatilities[0] = scenario.annualVolatility();
    // In a calm market the coins' own movement is calm too.
    double calm = scenario.annualVolatility() / Scenario.MIXED.annualVolatility();
    for (int i = 0; i < coins; i++) {
      volatilities[i + 1] = Coin.ALL.get(i).volatility() * calm;
    }
    Hours hours = new Hours(seed, scenario, this.from, volatilities);
    Path factor = new Path(hours, 0);
    Crashes crashes = scenario == Scenario.CRASH ? new Crashes(seed, this.from) : null;
    this.paths = new CoinPath[coins];
    for (int i = 0; i < coins; i++) {
      long volumeKey = Noise.key(Noise.key(seed, 2), i);
      Path own = new Path(hours, i + 1);
      paths[i] = new CoinPath(Coin.ALL.get(i), factor, own, crashes, volatilities[0], volumeKey);
      numbers.put(instruments.get(i).symbol(), i);
    }
  }

  @Override
  public Interval base() {
    return Interval.M1;
  }

  @Override
  public List<Instrument> instruments() {
    return instruments;
  }

  @Override
  public @Nullable Bar candle(Symbol symbol, long openTime) {
    Integer number = numbers.get(symbol);
    long minute = minute(openTime);
    if (number == null || openTime % MINUTE != 0 || minute < 0 || minute >= LAST_MINUTE) {
      return null;
    }
    return paths[number].candle(minute);
  }

  @Override
  public long price(Symbol symbol, long at) {
    Integer number = numbers.get(symbol);
    long minute = minute(at);
    return number == null || minute < 0 ? 0 : paths[number].price(Math.min(minute, LAST_MINUTE));
  }

  /** 0.01 %, more after a rising day and less after a falling one, within ±0.1 %. */
  @Override
  public OptionalLong fundingRate(Symbol symbol, long stamp) {
    long before = price(symbol, stamp - DAY);
    if (before == 0 || stamp % FUNDING_PERIOD != 0) {
      return OptionalLong.empty();
    }
    double trend = (double) price(symbol, stamp) / before - 1;
    double rate = Math.clamp(USUAL_FUNDING + FUNDING_OF_TREND * trend, -MOST_FUNDING, MOST_FUNDING);
    return OptionalLong.of(Math.round(rate * Fixed.ONE));
  }

  @Override
  public @Nullable BigDecimal openInterest(Symbol symbol, long at) {
    Integer number = numbers.get(symbol);
    long minute = minute(at);
    if (number == null || minute < 0) {
      return null;
    }
    Coin coin = Coin.ALL.get(number);
    long hour = minute / MINUTES_AN_HOUR;
    long day = hour / 24;
    double part = hour % 24 / 24.0;
    long key = Noise.key(interestKey, number);
    double noise = Noise.gaussian(key, day) * (1 - part) + Noise.gaussian(key, day + 1) * part;
    double interest = coin.openInterest() / coin.level() * StrictMath.exp(0.1 * noise);
    BigDecimal step = coin.instrument().stepSize();
    return BigDecimal.valueOf(interest).divide(step, 0, RoundingMode.DOWN).multiply(step);
  }

  @Override
  public long from() {
    return from;
  }

  @Override
  public OptionalLong to() {
    return OptionalLong.empty();
  }

  @Override
  public String kind() {
    return "synthetic";
  }

  @Override
  public String label() {
    return "SIMULATED synthetic %s, seed %d".formatted(scenario, seed);
  }

  private static long minute(long time) {
    return Math.floorDiv(time - Hours.ORIGIN, MINUTE);
  }
}
