package dev.belay.api.research;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a store has, and what lacks.
 *
 * @param candles of all series
 * @param from when the first of them opens; null where there is none
 * @param to when the last of them closes; null where there is none
 * @param missing candles between the first and the last of each series
 * @param series in order of symbol and interval
 * @param beside files of figures and headlines
 */
@Schema(name = "StoreQuality")
public record StoreQuality(
    String name,
    long candles,
    @Nullable Instant from,
    @Nullable Instant to,
    long missing,
    List<Series> series,
    List<Beside> beside) {
  public StoreQuality {
    series = List.copyOf(series);
    beside = List.copyOf(beside);
  }

  /**
   * The candles of a symbol and interval.
   *
   * @param behind candles that others of the interval have after its last
   * @param gaps the first few, oldest first
   * @param fundingRates kept beside them
   * @param problem why it can't be read; null where it can
   */
  @Schema(name = "SeriesQuality")
  public record Series(
      String symbol,
      String interval,
      int candles,
      @Nullable Instant from,
      @Nullable Instant to,
      long missing,
      long behind,
      List<Gap> gaps,
      int fundingRates,
      @Nullable String problem) {
    public Series {
      gaps = List.copyOf(gaps);
    }

    /** Whether there is something to be said of it. */
    public boolean lacks() {
      return missing > 0 || behind > 0 || problem != null;
    }
  }

  /**
   * Candles that are not there.
   *
   * @param from when the first of them would open
   * @param candles how many
   */
  @Schema(name = "CandleGap")
  public record Gap(Instant from, long candles) {}

  /**
   * A file of figures or headlines.
   *
   * @param rows days, or headlines
   * @param last its last day, or when its last headline was seen; null where it has none
   * @param problem why it can't be read; null where it can
   */
  @Schema(name = "BesideFile")
  public record Beside(String name, int rows, @Nullable String last, @Nullable String problem) {}

  /** Those of which something is to be said. */
  public List<Series> lacking() {
    return series.stream().filter(Series::lacks).toList();
  }

  /** How many symbols have funding rates. */
  public long withFunding() {
    return series.stream()
        .filter(each -> each.fundingRates() > 0)
        .map(Series::symbol)
        .distinct()
        .count();
  }

  /** How many symbols there are. */
  public long symbols() {
    return series.stream().map(Series::symbol).filter(Objects::nonNull).distinct().count();
  }
}
