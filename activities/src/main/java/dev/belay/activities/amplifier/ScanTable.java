package dev.belay.activities.amplifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.belay.strategies.amplifier.BtcMomentum;
import dev.belay.strategies.amplifier.CoinScore;
import dev.belay.strategies.amplifier.CycleDecision;
import dev.belay.strategies.amplifier.Funnel;
import dev.belay.strategies.amplifier.RegimeReading;
import dev.belay.strategies.amplifier.RegimeState;
import dev.belay.strategies.amplifier.Why;
import dev.belay.workflows.wire.BelayDataConverter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a cycle has seen and decided, for people: stored as text by hash beside the cycle. Numbers
 * are rounded to four decimals.
 *
 * @param asOf market time
 * @param momentum null where it was not known
 * @param ranking the best by score, at most 50
 * @param out the coins that fell out, by reason
 * @param blocks why nothing at all was entered
 * @param failed coins whose candles could not be read, and why
 */
public record ScanTable(
    Instant asOf,
    String profile,
    @Nullable Momentum momentum,
    Regime regime,
    Map<String, Integer> funnel,
    List<Coin> ranking,
    SortedMap<String, List<String>> out,
    List<String> blocks,
    List<Entered> entries,
    List<Left> exits,
    SortedMap<String, String> failed) {
  private static final int MOST = 50;
  private static final double DIGITS = 1e4;
  private static final ObjectMapper MAPPER =
      BelayDataConverter.mapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  public ScanTable {
    ranking = List.copyOf(ranking);
    blocks = List.copyOf(blocks);
    entries = List.copyOf(entries);
    exits = List.copyOf(exits);
  }

  /**
   * @param value 0 to 100
   * @param dropPct below the highest price of the last hours
   */
  public record Momentum(
      double price, double value, String band, List<Part> parts, double dropPct) {
    public Momentum {
      parts = List.copyOf(parts);
    }
  }

  /**
   * @param points 0 to {@code most}
   */
  public record Part(String name, double input, double points, double most) {}

  /**
   * @param candidate what the last bars speak for, where that is another; null for none
   * @param bars how many of them
   * @param signs of the last bar
   */
  public record Regime(
      String inForce, @Nullable String candidate, int bars, List<RegimeReading.Sign> signs) {
    public Regime {
      signs = List.copyOf(signs);
    }
  }

  /**
   * @param volume of a day in USDT
   * @param amplification null where bitcoin moved too little
   */
  public record Coin(
      String symbol,
      double price,
      double score,
      double beta,
      double correlation,
      @Nullable Double amplification,
      double surge,
      double rsi,
      double volume) {}

  /**
   * @param notional in USDT
   * @param wanted before it was shrunk to what was left
   */
  public record Entered(String symbol, int rank, double score, String notional, String wanted) {}

  public record Left(String symbol, String why) {}

  static Momentum of(BtcMomentum found) {
    return new Momentum(
        rounded(found.price()),
        rounded(found.value()),
        found.band().toString().toLowerCase(Locale.ROOT),
        List.of(
            part("change", found.change()),
            part("rsi", found.rsi()),
            part("volume", found.volume()),
            part("trend", found.trend()),
            part("macd", found.macd())),
        rounded(found.dropPct()));
  }

  private static Part part(String name, BtcMomentum.Part part) {
    return new Part(name, rounded(part.input()), rounded(part.points()), part.most());
  }

  static Regime of(RegimeState state, List<RegimeReading.Sign> signs) {
    return new Regime(
        state.inForce().toString(),
        state.candidate() == null ? null : state.candidate().toString(),
        state.bars(),
        signs);
  }

  static List<Coin> ranking(List<CoinScore> ranked) {
    return ranked.stream().limit(MOST).map(ScanTable::coin).toList();
  }

  private static Coin coin(CoinScore coin) {
    return new Coin(
        coin.symbol().value(),
        coin.price(),
        rounded(coin.score()),
        rounded(coin.beta()),
        rounded(coin.correlation()),
        Double.isNaN(coin.amplification()) ? null : rounded(coin.amplification()),
        rounded(coin.surge()),
        rounded(coin.rsi()),
        Math.rint(coin.volume()));
  }

  static SortedMap<String, List<String>> out(Funnel funnel) {
    SortedMap<String, List<String>> out = new TreeMap<>();
    for (Funnel.Fallen each : funnel.out()) {
      out.computeIfAbsent(each.coin().why().reason().name(), key -> new ArrayList<>())
          .add(each.coin().symbol().value());
    }
    return out;
  }

  static Map<String, Integer> steps(Funnel funnel) {
    Map<String, Integer> steps = new TreeMap<>();
    steps.put("universe", funnel.universe());
    steps.put("liquid", funnel.liquid());
    steps.put("amplifying", funnel.amplifying());
    steps.put("allowed", funnel.allowed());
    steps.put("entered", funnel.entered());
    return steps;
  }

  static Entered entered(CycleDecision.Entry entry) {
    return new Entered(
        entry.coin().symbol().value(),
        entry.rank(),
        rounded(entry.coin().score()),
        entry.notional().toString(),
        entry.wanted().toString());
  }

  static Left left(CycleDecision.Exit exit) {
    return new Left(exit.symbol().value(), exit.why().toString());
  }

  static List<String> told(List<Why> whys) {
    return whys.stream().map(Why::toString).toList();
  }

  private static double rounded(double value) {
    return Double.isFinite(value) ? Math.rint(value * DIGITS) / DIGITS : 0;
  }

  /** As it is stored. */
  public String text() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a table to be written", e);
    }
  }

  /**
   * One that was stored.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ScanTable read(String text) {
    try {
      return MAPPER.readValue(text, ScanTable.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Expected the table of a scan, was no such text", e);
    }
  }
}
