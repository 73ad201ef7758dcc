package dev.belay.api.portfolio;

import dev.belay.domain.money.Usdt;
import dev.belay.ledger.read.EquityPoint;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Equity marks, oldest first; an outage is a gap. */
@Schema(name = "Equity")
public record EquityView(
    @Schema(description = "Null for the fund's own") @Nullable String agent,
    @Schema(description = "Market time, inclusive") Instant from,
    @Schema(description = "Market time, exclusive") Instant to,
    @Schema(description = "Every how manieth mark is shown: 1 unless there are too many")
        int thinnedBy,
    List<Point> points) {

  /** A mark on the five-minute grid. */
  @Schema(name = "EquityPoint")
  public record Point(
      Instant asOf,
      Usdt equity,
      Usdt unrealizedPnl,
      @Schema(description = "Put in until then, net of what was taken out") Usdt transfers) {
    static Point of(EquityPoint point) {
      return new Point(point.asOf(), point.equity(), point.unrealizedPnl(), point.transfers());
    }
  }
}
