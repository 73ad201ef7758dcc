package dev.belay.api.portfolio;

import dev.belay.domain.money.Usdt;
import dev.belay.ledger.read.EquityPoint;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Equity marks, oldest first; an outage is a gap.
 *
 * @param agent null for the fund's own
 * @param from market time, inclusive
 * @param to market time, exclusive
 * @param thinnedBy every how manieth mark is shown: 1 unless there are too many
 */
@Schema(name = "Equity")
public record EquityView(
    @Nullable String agent, Instant from, Instant to, int thinnedBy, List<Point> points) {

  /**
   * A mark on the five-minute grid.
   *
   * @param transfers put in until then, net of what was taken out
   */
  @Schema(name = "EquityPoint")
  public record Point(Instant asOf, Usdt equity, Usdt unrealizedPnl, Usdt transfers) {
    static Point of(EquityPoint point) {
      return new Point(point.asOf(), point.equity(), point.unrealizedPnl(), point.transfers());
    }
  }
}
