package dev.belay.api.portfolio;

import dev.belay.engine.statistics.Drawdown;
import dev.belay.engine.statistics.EquityMark;
import dev.belay.engine.statistics.HourlyReturns;
import dev.belay.ledger.read.EquityPoint;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * One account's marks of the trailing window, and its drawdown since the first mark: all that the
 * statistics need, so that only new marks are ever read.
 *
 * @param moved whether capital was moved between two of the marks
 */
record EquityTrack(List<EquityMark> window, Drawdown drawdown, boolean moved) {
  static final EquityTrack EMPTY = new EquityTrack(List.of(), Drawdown.NONE, false);

  /** Market time from which marks are still to be read. */
  Instant next() {
    return window.isEmpty() ? Instant.EPOCH : window.getLast().asOf().plusSeconds(1);
  }

  EquityTrack with(List<EquityPoint> points) {
    if (points.isEmpty()) {
      return this;
    }
    List<EquityMark> added = points.stream().map(EquityTrack::mark).toList();
    Drawdown grown = drawdown;
    boolean transferred = moved;
    for (EquityMark mark : added) {
      EquityMark before = grown.last();
      transferred |= before != null && Double.compare(before.transfers(), mark.transfers()) != 0;
      grown = grown.with(mark);
    }
    Instant start = added.getLast().asOf().minus(HourlyReturns.WINDOW).minusSeconds(3600);
    List<EquityMark> kept =
        Stream.concat(window.stream(), added.stream())
            .filter(mark -> !mark.asOf().isBefore(start))
            .toList();
    return new EquityTrack(kept, grown, transferred);
  }

  static EquityMark mark(EquityPoint point) {
    return new EquityMark(
        point.asOf(),
        point.equity().value().doubleValue(),
        point.transfers().value().doubleValue());
  }
}
