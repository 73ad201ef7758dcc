package dev.belay.api.portfolio;

import dev.belay.domain.money.Usdt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Equity of the fund and its agents beside buying and holding Bitcoin over the same time, all as
 * returns since the range began, net of transfers. An outage is a gap.
 *
 * @param from market time of the first point; null before the first mark
 * @param to market time
 * @param stepSeconds market time between points
 */
@Schema(name = "Curves")
public record CurvesView(
    String range,
    @Nullable Instant from,
    @Nullable Instant to,
    long stepSeconds,
    List<Series> series) {
  static CurvesView none(CurveRange range) {
    return new CurvesView(range.code(), null, null, 300, List.of());
  }

  public Optional<Series> of(String id) {
    return series.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /**
   * @param id trader_id; "fund" for the fund, "hold" for buy-and-hold
   * @param kind fund, agent or hold
   */
  @Schema(name = "CurveSeries")
  public record Series(String id, String name, String kind, List<Point> points) {
    /** Return since the range began in percent; null without a point. */
    public @Nullable Double last() {
      return points.isEmpty() ? null : points.getLast().pct();
    }
  }

  /**
   * @param pct return since the range began, in percent
   * @param value equity in USDT; of buy-and-hold the price of Bitcoin
   */
  @Schema(name = "CurvePoint")
  public record Point(Instant asOf, double pct, Usdt value) {}
}
