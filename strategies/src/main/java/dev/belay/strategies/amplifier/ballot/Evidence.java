package dev.belay.strategies.amplifier.ballot;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What voters are shown: gathered and stored before the first is asked.
 *
 * @param asOf market time of the vote
 * @param cause why it is held
 * @param reason in the words of whoever called it; empty for none
 * @param gatheredAt wall time at which sources outside were asked; null where none ever was
 * @param ageSeconds wall time since then, when the voters are asked
 * @param market our own data
 * @param sources what was asked outside, and whether it answered
 * @param news headlines, sanitised, newest first
 * @param figures such as Fear &amp; Greed, dominance, hash rate
 */
public record Evidence(
    Instant asOf,
    String cause,
    String reason,
    @Nullable Instant gatheredAt,
    @Nullable Long ageSeconds,
    MarketSummary market,
    List<Source> sources,
    List<Headline> news,
    List<Figure> figures) {
  public Evidence {
    sources = sources == null ? List.of() : List.copyOf(sources);
    news = news == null ? List.of() : List.copyOf(news);
    figures = figures == null ? List.of() : List.copyOf(figures);
  }

  /** What a source is good for. */
  public enum Kind {
    NEWS,
    SENTIMENT,
    MARKET,
    ON_CHAIN
  }

  /**
   * A source outside.
   *
   * @param failure null where it answered
   */
  public record Source(String name, Kind kind, @Nullable String failure) {}

  /**
   * A headline as somebody outside wrote it.
   *
   * @param publishedAt null where the source did not say
   */
  public record Headline(String source, String title, @Nullable Instant publishedAt) {}

  /**
   * A figure of a source outside.
   *
   * @param unit such as % or EH/s; empty for none
   */
  public record Figure(String source, String name, BigDecimal value, String unit) {}

  /**
   * What our own data says.
   *
   * @param momentum 0 to 100; null before the first cycle
   * @param regime bear, transition, bull or overheated; null before the first cycle
   * @param ranking the best of the scan, such as "SOLUSDT 81.2"
   * @param problems what is missing or stale
   */
  public record MarketSummary(
      @Nullable BigDecimal btcPrice,
      @Nullable BigDecimal btcChange1hPct,
      @Nullable BigDecimal btcChange24hPct,
      @Nullable BigDecimal momentum,
      @Nullable String regime,
      int universe,
      int amplifying,
      List<String> ranking,
      List<String> positions,
      String mandate,
      List<String> problems) {
    public MarketSummary {
      ranking = ranking == null ? List.of() : List.copyOf(ranking);
      positions = positions == null ? List.of() : List.copyOf(positions);
      problems = problems == null ? List.of() : List.copyOf(problems);
    }
  }

  /** Names of the sources that did not answer. */
  public List<String> down() {
    return sources.stream().filter(s -> s.failure() != null).map(Source::name).toList();
  }

  /** Whether not one source of news answered: nobody should trade boldly on that. */
  public boolean withoutNews() {
    return sources.stream().noneMatch(s -> s.kind() == Kind.NEWS && s.failure() == null);
  }
}
